package dev.sluice.loadtest.replay;

import dev.sluice.loadtest.cli.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds the files, and their topics in a manifest beside them or in their names. */
final class SampleFolder {
    private static final String MANIFEST = "manifest.json";
    private static final String USUAL_VERSION = "2025-10";
    private static final int MOST_FILES = 100_000;

    private final Map<String, JsonNode> manifest = new HashMap<>();
    private final @Nullable String topic;

    private SampleFolder(Path folder, @Nullable String topic) throws IOException {
        this.topic = topic;
        Path file = folder.resolve(MANIFEST);
        if (Files.isRegularFile(file)) {
            index(JsonMapper.shared().readTree(Files.readAllBytes(file)));
        }
    }

    /**
     * @param place a folder, of which all {@code .json} files but the manifest are taken by name, or one file
     * @param topic for all of them; null to find it for each
     * @throws UsageException when there is nothing to send
     */
    static List<SampleFile> read(Path place, @Nullable String topic) throws IOException {
        if (!Files.exists(place)) {
            throw new UsageException("there is no " + place);
        }
        Path folder = Files.isDirectory(place) ? place : place.toAbsolutePath().getParent();
        SampleFolder samples = new SampleFolder(folder == null ? Path.of(".") : folder, topic);
        List<SampleFile> files = new ArrayList<>();
        for (Path file : files(place)) {
            files.add(samples.file(file));
        }
        if (files.isEmpty()) {
            throw new UsageException("there is no .json file in " + place);
        }
        return files;
    }

    private static List<Path> files(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            return List.of(place);
        }
        try (Stream<Path> files = Files.list(place)) {
            return files.filter(
                            file -> name(file).endsWith(".json") && !name(file).equals(MANIFEST))
                    .sorted()
                    .limit(MOST_FILES)
                    .toList();
        }
    }

    static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /** An array of entries, an object that holds such arrays, or an object from file to entry or topic. */
    private void index(JsonNode json) {
        if (json.isArray()) {
            json.forEach(entry -> manifest.put(entry.path("file").asString(""), entry));
        } else if (json.isObject()) {
            json.properties().forEach(property -> {
                if (property.getValue().isArray()) {
                    index(property.getValue());
                } else {
                    manifest.put(property.getKey(), property.getValue());
                }
            });
        }
    }

    private SampleFile file(Path file) throws IOException {
        JsonNode entry = manifest.get(name(file));
        String version =
                entry == null ? USUAL_VERSION : entry.path("api_version").asString(USUAL_VERSION);
        return new SampleFile(file, topic(file, entry), version, Files.readAllBytes(file));
    }

    private @Nullable String topic(Path file, @Nullable JsonNode entry) {
        if (topic != null) {
            return topic;
        }
        if (entry != null && entry.isString()) {
            return entry.asString();
        }
        if (entry != null && entry.has("topic")) {
            // A manifest may say that a delivery comes without a topic.
            return entry.path("topic").isNull() ? null : entry.path("topic").asString();
        }
        return TopicNames.of(name(file)).orElse(null);
    }
}
