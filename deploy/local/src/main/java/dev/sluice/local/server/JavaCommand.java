package dev.sluice.local.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How another JVM is started: by the JDK that runs this one. */
public record JavaCommand(Path executable, String classPath) {

    /** This JVM's own JDK and class path. */
    public static JavaCommand current() {
        return new JavaCommand(
                Path.of(System.getProperty("java.home"), "bin", "java"), System.getProperty("java.class.path"));
    }

    /** The command line of a main class; the marker stands first, since long command lines are cut when read back. */
    public List<String> run(String marker, List<String> flags, String mainClass, List<String> args) {
        List<String> command = new ArrayList<>();
        command.add(executable.toString());
        command.add(marker);
        command.addAll(flags);
        command.addAll(quietLogging());
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(args);
        return command;
    }

    /** Whichever of the two logging back ends the class path holds. */
    private static List<String> quietLogging() {
        return List.of(
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
                "-Dlogback.configurationFile=sluice-local-logback.xml");
    }
}
