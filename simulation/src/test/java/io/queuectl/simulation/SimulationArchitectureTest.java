package io.queuectl.simulation;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Who knows whom in the simulator, and that nothing outside its kernel waits or looks at a clock. */
class SimulationArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.queuectl.simulation");

    @Test
    void kernelHistoriesAndChecksKnowNothingOfQueues() {
        classes()
                .that()
                .resideInAnyPackage("..simulation.kernel..", "..simulation.history..", "..simulation.check..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "io.queuectl.simulation.kernel..",
                        "io.queuectl.simulation.history..",
                        "io.queuectl.simulation.check.."))
                .check(CLASSES);
    }

    /** Else a history could be told from the inside of what is to be checked. */
    @Test
    void checksKnowHistoriesOnly() {
        noClasses()
                .that()
                .resideInAPackage("..simulation.check..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..simulation.kernel..", "..simulation.world..", "..simulation.loading..")
                .check(CLASSES);
    }

    @Test
    void worldsAreReachedThroughTheirLoaderOnly() {
        noClasses()
                .that(not(resideInAnyPackage("..simulation.world..")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..simulation.world..")
                .check(CLASSES);
    }

    @Test
    void onlyTheKernelWaitsAndLooksAtClocks() {
        noClasses()
                .that(not(resideInAnyPackage("..simulation.kernel..")))
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(LockSupport.class, Random.class, ThreadLocalRandom.class)
                .check(CLASSES);
    }
}
