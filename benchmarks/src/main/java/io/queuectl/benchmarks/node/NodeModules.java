package io.queuectl.benchmarks.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;

/** The packages of the Node peers, installed by npm at their first use and kept out of the repository. */
final class NodeModules {

    private final Path folder;

    /** @param folder that holds package.json */
    NodeModules(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    /** Whether they are; installs them if need be. */
    boolean areHere() {
        try {
            return install();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot install the Node peers", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Installs what is not there. Answers false, and says why on standard error, if there is no Node or npm fails. */
    private boolean install() throws IOException, InterruptedException {
        if (!Programs.isHere("node") || !Programs.isHere("npm")) {
            System.err.println("no node and npm here: the Node peers are not measured");
            return false;
        }
        String wanted = Files.readString(folder.resolve("package.json"));
        Path mark = folder.resolve("node_modules").resolve(".installed-by-benchmarks");
        if (Files.exists(mark) && Files.readString(mark).equals(wanted)) {
            return true;
        }
        System.err.println("installing the Node peers…");
        if (npm() != 0) {
            System.err.println("npm failed: the Node peers are not measured");
            return false;
        }
        Files.writeString(mark, wanted);
        return true;
    }

    private int npm() throws IOException, InterruptedException {
        ProcessBuilder npm = new ProcessBuilder("npm", "install", "--no-package-lock", "--no-audit", "--no-fund")
                .directory(folder.toFile())
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.INHERIT);
        if (Files.exists(Path.of("/usr/include/node/node.h"))) {
            // A package with native code is compiled where its binary cannot be downloaded, and need not download
            // Node's headers for that.
            npm.environment().put("npm_config_nodedir", "/usr");
        }
        return npm.start().waitFor();
    }
}
