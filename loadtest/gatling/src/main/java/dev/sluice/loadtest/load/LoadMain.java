package dev.sluice.loadtest.load;

import dev.sluice.loadtest.cli.UsageException;
import dev.sluice.loadtest.stack.Environment;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Entry of {@code scripts/load}. */
public final class LoadMain {
    private static final int WRONG_USE = 2;

    private LoadMain() {}

    public static void main(String[] args) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        LoadCommand command = new LoadCommand(Environment.ofProcess(), out);
        List<String> arguments = List.of(args);
        if (arguments.contains("--help") || arguments.contains("-h")) {
            out.println(command.usage().stripTrailing());
            return;
        }
        int code;
        try {
            code = command.run(arguments);
        } catch (UsageException e) {
            out.println("load: " + e.getMessage());
            code = WRONG_USE;
        } catch (Exception e) {
            out.println("load failed: " + e);
            code = 1;
        }
        // Threads of clients may linger.
        System.exit(code);
    }
}
