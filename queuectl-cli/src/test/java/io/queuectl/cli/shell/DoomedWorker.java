package io.queuectl.cli.shell;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * The main class of a worker that tests kill: runs one command in a directory, printing first the note of its process. With
 * {@code stall} as third argument it never answers the note, so that the gate stays shut.
 */
final class DoomedWorker {

    private DoomedWorker() {}

    public static void main(String[] args) throws InterruptedException {
        boolean stalls = args.length > 2 && args[2].equals("stall");
        ShellRig rig = new ShellRig(Path.of(args[0])).onNote(noted -> {
            System.out.println(noted);
            System.out.flush();
            if (stalls) {
                waitForEver();
            }
            return true;
        });
        rig.run(args[1]);
    }

    private static void waitForEver() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
