package io.padlock.provisioning.command;

import picocli.CommandLine.Option;

final class Help {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "this text")
    boolean asked;
}
