package io.queuectl.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.ObjectInputStream;
import java.sql.Connection;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The arrows between the modules and the habits of the house. It lives here because the CLI sees every published module. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.queuectl");

    /** Classes that plug the real clock and the real dice into the seams. */
    private static final String WIRING = "io\\.queuectl\\.core\\.QueueCtl(\\$.*)?";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.queuectl.api",
                "io.queuectl.core.engine",
                "io.queuectl.jackson",
                "io.queuectl.micrometer",
                "io.queuectl.opentelemetry",
                "io.queuectl.store.sql",
                "io.queuectl.store.sqlite",
                "io.queuectl.store.h2",
                "io.queuectl.store.postgres",
                "io.queuectl.testkit",
                "io.queuectl.cli"
            })
    void everyModuleIsSeen(String packageName) {
        assertThat(CLASSES.containPackage(packageName)).isTrue();
    }

    @Test
    void theApiDependsOnTheJdkAndJSpecifyOnly() {
        check(classes()
                .that()
                .resideInAPackage("io.queuectl.api..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.queuectl.api..", "java..", "org.jspecify.."));
    }

    @Test
    void theCoreDependsOnTheApiSlf4jAndResilience4jOnly() {
        check(classes()
                .that()
                .resideInAPackage("io.queuectl.core..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.queuectl.api..",
                        "io.queuectl.core..",
                        "java..",
                        "org.jspecify..",
                        "org.slf4j..",
                        "io.github.resilience4j.."));
    }

    @Test
    void jsonPayloadsDependOnTheApiAndJacksonOnly() {
        check(classes()
                .that()
                .resideInAPackage("io.queuectl.jackson..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.queuectl.api..",
                        "io.queuectl.jackson..",
                        "java..",
                        "org.jspecify..",
                        "tools.jackson..",
                        "com.fasterxml.jackson.annotation.."));
    }

    @ParameterizedTest
    @CsvSource({"io.queuectl.micrometer,io.micrometer", "io.queuectl.opentelemetry,io.opentelemetry"})
    void whatTellsOfJobsDependsOnTheCoreWithoutItsEngineAndOnItsOwnLibraryOnly(String module, String library) {
        check(classes()
                .that()
                .resideInAPackage(module + "..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        module + "..",
                        library + "..",
                        "io.queuectl.api..",
                        "io.queuectl.core",
                        "io.queuectl.core.spi..",
                        "java..",
                        "org.jspecify.."));
    }

    @Test
    void sqlStaysInTheStores() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("io.queuectl.store..", "io.queuectl.testkit..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.sql..", "javax.sql..", "org.jdbi..")
                        .and(not(belongToAnyOf(Connection.class)))));
    }

    @Test
    void theCallersConnectionIsPassedOnUntouched() {
        check(noClasses()
                .that()
                .resideInAnyPackage("io.queuectl.api..", "io.queuectl.core..", "io.queuectl.cli..")
                .should()
                .accessTargetWhere(target(owner(assignableTo(Connection.class)))));
    }

    @Test
    void theSqliteDriverStaysInItsStore() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("io.queuectl.store.sqlite..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.sqlite.."));
    }

    @Test
    void theH2DriverStaysInItsStore() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("io.queuectl.store.h2..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.h2.."));
    }

    @Test
    void storesAndTheirInterfacesNeverSeeTheEngine() {
        check(noClasses()
                .that()
                .resideInAnyPackage("io.queuectl.store..", "io.queuectl.core.spi..", "io.queuectl.core.backoff..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.queuectl.core.engine.."));
    }

    @Test
    void theCliReachesDataThroughTheCoreOnly() {
        check(noClasses()
                .that()
                .resideInAPackage("io.queuectl.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.queuectl.store.sql.."));
    }

    @Test
    void theKitForApplicationsKnowsNothingOfTheContractForStores() {
        check(noClasses()
                .that()
                .resideInAnyPackage("io.queuectl.testkit", "io.queuectl.testkit.app..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.queuectl.testkit.store..",
                        "io.queuectl.testkit.cost..",
                        "io.queuectl.testkit.power..",
                        "com.tngtech.."));
    }

    @Test
    void timeAndChanceComeThroughTheSeams() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("io.queuectl.cli..", "io.queuectl.examples..")
                .and()
                .haveNameNotMatching(WIRING)
                .should()
                .accessTargetWhere(calls(Thread.class, "sleep")
                        .or(calls(TimeUnit.class, "sleep"))
                        .or(calls(Instant.class, "now"))
                        .or(calls(System.class, "currentTimeMillis"))
                        .or(calls(Random.class, "<init>"))));
    }

    @Test
    void nothingIsReadByJavaSerialization() {
        check(noClasses().should().dependOnClassesThat().areAssignableTo(ObjectInputStream.class));
    }

    @Test
    void aTypeIsNamedForItsOneJob() {
        check(noClasses().should().haveNameMatching(".*[.$](Abstract[^.$]*|[^.$]*(Utils?|Helper|Impl|Manager))"));
    }

    @Test
    void everyPackageIsNullMarked() {
        check(classes().should(liveInANullMarkedPackage()));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(CLASSES);
    }

    /** Every access, not just calls, so that a method reference does not slip through. */
    private static DescribedPredicate<JavaAccess<?>> calls(Class<?> type, String member) {
        return DescribedPredicate.describe(
                type.getSimpleName() + "." + member,
                access -> access.getTarget().getOwner().isEquivalentTo(type)
                        && access.getTarget().getName().equals(member));
    }

    private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
        return new ArchCondition<>("live in a @NullMarked package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(
                        type, marked, type.getPackageName() + " of " + type.getName() + " is not @NullMarked"));
            }
        };
    }
}
