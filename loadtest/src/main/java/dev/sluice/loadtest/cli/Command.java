package dev.sluice.loadtest.cli;

import java.util.List;

/** One subcommand. */
public interface Command {

    /** What {@code --help} prints. */
    String usage();

    /**
     * @return the exit code: 0 when all was as it must be, 1 when something was found wrong
     * @throws UsageException when the arguments or the environment don't allow to run
     */
    int run(List<String> args) throws Exception;
}
