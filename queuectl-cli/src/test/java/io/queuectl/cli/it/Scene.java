package io.queuectl.cli.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test that is played at a {@link CommandLine} in an empty directory, once on each store of its choice. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(Scenario.class)
@interface Scene {

    Stores on() default Stores.SQLITE_FIRST;

    /** On which stores. */
    enum Stores {
        /** What every store is needed for. */
        EVERY,
        /** What touches the store as many scenes do: this one on one store, told by its name, and under the stress profile on each. */
        IN_TURN,
        /** What hardly touches the store: the others have their turn under the stress profile. */
        SQLITE_FIRST,
        /** What is about files. */
        SQLITE_ALONE
    }
}
