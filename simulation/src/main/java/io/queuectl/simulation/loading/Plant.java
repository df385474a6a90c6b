package io.queuectl.simulation.loading;

/**
 * A defect to plant in a class: one of its methods does nothing but answer.
 *
 * @param owner the class's name, with dots; {@code $} before the name of an inner one
 * @param method all methods of that name
 */
public record Plant(String owner, String method, Answer answer) {

    /** What the method answers from then on. */
    public enum Answer {
        NOTHING,
        FALSE,
        TRUE,
        NULL,
        ITSELF,
        /** What it was given first. */
        FIRST_ARGUMENT,
        /** An {@code int}: more slots than any node of a world has. */
        THREE,
        /** An {@code int}: larger than any limit in use. */
        MANY,
        /** A duration of nothing. */
        NO_TIME
    }

    boolean is(String internalName, String name) {
        return owner.replace('.', '/').equals(internalName) && method.equals(name);
    }
}
