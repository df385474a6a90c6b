package io.queuectl.benchmarks;

/** Numbers from a command line. */
final class Arguments {

    private Arguments() {}

    static int number(String[] arguments, int index, int otherwise) {
        return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
    }
}
