rootProject.name = "mail"

dependencyResolutionManagement {
    repositories {
        maven { url = uri(providers.gradleProperty("queuectlRepository").get()) }
        mavenCentral()
    }
}

include("app")
