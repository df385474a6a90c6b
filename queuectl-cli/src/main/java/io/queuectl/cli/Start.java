package io.queuectl.cli;

/**
 * Where the jar starts: tells a Java that is too old for everything else in it what is wanted. Compiled for Java 8, and uses nothing newer.
 */
public final class Start {

    private static final int OLDEST = 17;

    private Start() {}

    public static void main(String[] args) {
        String version = System.getProperty("java.specification.version", "");
        if (isTooOld(version)) {
            System.err.println("error: queuectl needs Java " + OLDEST + " or newer, and this is Java " + version);
            System.err.println("hint: start it with a newer java, or set JAVA_HOME to one");
            System.exit(1);
        }
        Main.main(args);
    }

    /** Until Java 8 versions began with {@code 1.}, later ones are whole numbers. */
    static boolean isTooOld(String version) {
        return version.startsWith("1.") || (version.matches("[0-9]{1,2}") && Integer.parseInt(version) < OLDEST);
    }
}
