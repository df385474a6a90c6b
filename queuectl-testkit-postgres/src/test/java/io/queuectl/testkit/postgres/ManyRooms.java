package io.queuectl.testkit.postgres;

/** A JVM that makes room after room. */
final class ManyRooms {

    private ManyRooms() {}

    /** Argument: how many. */
    public static void main(String[] arguments) {
        for (int i = Integer.parseInt(arguments[0]); i > 0; i--) {
            ServerRoom.open().place("mine");
        }
    }
}
