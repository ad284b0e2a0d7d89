package io.padlock.box.command;

import picocli.CommandLine.Option;

final class Help {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "this text")
    boolean asked;
}
