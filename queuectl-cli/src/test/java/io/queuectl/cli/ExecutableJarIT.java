package io.queuectl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** The shaded jar as a user downloads it. */
class ExecutableJarIT {

    @Test
    void theManifestNamesTheMainClassAndAllowsTheNativeLibrary() throws IOException {
        try (var jar = new JarFile(System.getProperty("queuectl.jar"))) {
            Attributes manifest = jar.getManifest().getMainAttributes();

            assertThat(manifest.getValue("Main-Class")).isEqualTo("io.queuectl.cli.Start");
            assertThat(manifest.getValue("Enable-Native-Access")).isEqualTo("ALL-UNNAMED");
            assertThat(manifest.getValue("Multi-Release")).isEqualTo("true");
        }
    }

    @Test
    void itCarriesTheLicencesOfWhatItContains() throws IOException {
        try (var jar = new JarFile(System.getProperty("queuectl.jar"))) {
            assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
            assertThat(jar.stream())
                    .anyMatch(entry -> entry.getName().matches("META-INF/maven/.*sqlite-jdbc/LICENSE.*"));
        }
    }

    @Test
    void theDriverIsInside() throws IOException {
        try (var jar = new JarFile(System.getProperty("queuectl.jar"))) {
            assertThat(jar.getEntry("org/sqlite/JDBC.class")).isNotNull();
            assertThat(jar.getEntry("META-INF/services/java.sql.Driver")).isNotNull();
        }
    }
}
