package dev.sluice.loadtest.samples;

import dev.sluice.loadtest.cli.Arguments;
import dev.sluice.loadtest.cli.Command;
import dev.sluice.loadtest.cli.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** {@code samples}: lists the sample deliveries, or writes them, or a sale day, into a folder for {@code replay}. */
public final class SamplesCommand implements Command {
    private static final String FOLDER = "/samples/";
    private static final String MANIFEST = "manifest.json";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final PrintStream out;

    public SamplesCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public String usage() {
        return """
                samples [--write DIR] [--day DIR [--orders N] [--seed N] [--run N] [--shop S]]

                Lists the sample deliveries that come with Sluice.

                  --write DIR  writes them there, with their manifest, for replay
                  --day DIR    writes a sale day of N orders (20) of one shop instead, in the order of arrival
                """;
    }

    @Override
    public int run(List<String> args) throws IOException {
        Arguments options =
                Arguments.parse(args, Set.of("--write", "--day", "--orders", "--seed", "--run", "--shop"), Set.of());
        String write = options.text("--write");
        String day = options.text("--day");
        if (day != null) {
            writeDay(Path.of(day), options);
        } else if (write != null) {
            writeSamples(Path.of(write));
        } else {
            list();
        }
        return 0;
    }

    private void list() throws IOException {
        Table table = new Table("file", "topic", ">bytes", "must end as", "about");
        for (JsonNode sample : JSON.readTree(resource(MANIFEST))) {
            String file = sample.path("file").asString();
            table.row(
                    file,
                    sample.path("topic").asString("-"),
                    resource(file).length,
                    sample.path("outcome").asString(),
                    sample.path("about").asString());
        }
        table.print(out);
    }

    private void writeSamples(Path folder) throws IOException {
        Files.createDirectories(folder);
        byte[] manifest = resource(MANIFEST);
        Files.write(folder.resolve(MANIFEST), manifest);
        for (JsonNode sample : JSON.readTree(manifest)) {
            String file = sample.path("file").asString();
            Files.write(folder.resolve(file), resource(file));
        }
        out.println("the samples are in " + folder);
    }

    private void writeDay(Path folder, Arguments options) throws IOException {
        int orders = options.integer("--orders", 20, 1, 10_000);
        long run = options.number("--run", 1_800_000_000L, 0, 5_000_000_000L);
        String shop = options.text("--shop");
        SaleDay day = new SaleDay(SaleDay.Settings.usual(
                options.number("--seed", 42, Long.MIN_VALUE, Long.MAX_VALUE),
                run,
                orders,
                List.of(shop == null ? "sluice-demo.myshopify.com" : shop),
                Instant.ofEpochSecond(run)));
        Files.createDirectories(folder);
        ArrayNode manifest = JSON.createArrayNode();
        int number = 0;
        for (Delivery delivery : day) {
            String file = String.format(Locale.ROOT, "%06d.json", ++number);
            Files.write(folder.resolve(file), delivery.body());
            manifest.addObject()
                    .put("file", file)
                    .put("topic", delivery.topic())
                    .put("api_version", delivery.apiVersion());
        }
        Files.write(
                folder.resolve(MANIFEST), JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest));
        out.printf("%,d deliveries of %,d orders are in %s%n", number, orders, folder);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream file = SamplesCommand.class.getResourceAsStream(FOLDER + name)) {
            if (file == null) {
                throw new IOException("the jar has no " + FOLDER + name);
            }
            return file.readAllBytes();
        }
    }
}
