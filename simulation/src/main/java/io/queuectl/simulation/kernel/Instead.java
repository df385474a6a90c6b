package io.queuectl.simulation.kernel;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the method of the JDK in whose place a static one is called. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Instead {

    /** The class it belongs to; that of the receiver, for those that are not static. */
    Class<?> of();

    /** Its name; that of the annotated method by default. */
    String name() default "";

    /** Whether it is a static method. Else the first parameter is the receiver. */
    boolean isStatic() default false;
}
