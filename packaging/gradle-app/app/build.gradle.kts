plugins {
    application
}

val queuectlVersion: String by project

dependencies {
    implementation(platform("io.queuectl:queuectl-bom:$queuectlVersion"))
    implementation("io.queuectl:queuectl-store-h2")
    runtimeOnly("org.slf4j:slf4j-jdk14:2.0.20")
}

java {
    toolchain.languageVersion = JavaLanguageVersion.of(17)
}

application {
    mainModule = "mail"
    mainClass = "mail.Mail"
}
