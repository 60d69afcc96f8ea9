package dev.sluice.loadtest.replay;

import dev.sluice.loadtest.cli.Arguments;
import dev.sluice.loadtest.cli.Command;
import dev.sluice.loadtest.cli.Table;
import dev.sluice.loadtest.cli.UsageException;
import dev.sluice.loadtest.samples.Delivery;
import dev.sluice.loadtest.stack.AdminApi;
import dev.sluice.loadtest.stack.Environment;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code replay}: files of a folder as deliveries, and a table of what became of each. */
public final class ReplayCommand implements Command {
    private final Environment environment;
    private final PrintStream out;

    private record Sent(SampleFile file, Delivery delivery, Sender.Answer answer) {
        @Nullable
        String order() {
            return delivery.orderId() == null ? null : delivery.shop() + ':' + delivery.orderId();
        }
    }

    public ReplayCommand(Environment environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    @Override
    public String usage() {
        return """
                replay DIR-or-FILE [--shop S] [--secret X] [--url U] [--topic T]

                Signs every .json file of a folder, sends it as a delivery, byte for byte, and prints what became
                of each. The topic stands in a manifest.json beside the files ({file, topic, api_version}) or in the
                file's name: orders_create__anything.json is orders/create. Exit code 1 when one was not taken.

                  --shop, --secret  as whom (SLUICE_SHOP, SLUICE_SHOP_SECRET)
                  --url             the gateway (SLUICE_URL)
                  --topic           for all files, whatever their names say
                """;
    }

    @Override
    public int run(List<String> args) throws Exception {
        Arguments options = Arguments.parse(args, Set.of("--shop", "--secret", "--url", "--topic"), Set.of());
        if (options.positional().size() != 1) {
            throw new UsageException("one folder or file, please; see --help");
        }
        String shop = orNeeded(options, "--shop", "SLUICE_SHOP");
        String secret = orNeeded(options, "--secret", "SLUICE_SHOP_SECRET");
        URI gateway = URI.create(orNeeded(options, "--url", "SLUICE_URL"));
        List<SampleFile> files = SampleFolder.read(Path.of(options.positional().get(0)), options.text("--topic"));

        List<Sent> sent = send(new Sender(gateway), files, shop, secret);
        report(sent, shop);
        return sent.stream().allMatch(delivery -> delivery.answer().taken()) ? 0 : 1;
    }

    private String orNeeded(Arguments options, String option, String variable) {
        String value = options.text(option);
        return value == null ? environment.need(variable) : value;
    }

    private List<Sent> send(Sender sender, List<SampleFile> files, String shop, String secret)
            throws InterruptedException {
        List<Sent> sent = new ArrayList<>();
        for (SampleFile file : files) {
            Delivery delivery = file.delivery(shop);
            sent.add(new Sent(file, delivery, sender.send(delivery, secret)));
        }
        return sent;
    }

    private void report(List<Sent> sent, String shop) throws Exception {
        AdminApi admin = login();
        Map<String, @Nullable String> orders = new LinkedHashMap<>();
        sent.stream()
                .filter(delivery -> delivery.answer().taken())
                .forEach(delivery -> orders.put(delivery.delivery().webhookId(), delivery.order()));
        Map<String, Outcomes.Outcome> outcomes = new Outcomes(admin, environment).await(shop, orders);
        Map<String, Integer> sums = new TreeMap<>();
        Table table = new Table("file", "topic", ">HTTP", "answer", "order", "outcome", "reason", "order's state");
        for (Sent delivery : sent) {
            Outcomes.Outcome outcome = outcomes.get(delivery.delivery().webhookId());
            String word = outcome == null ? unknown(delivery) : outcome.word();
            sums.merge(word, 1, Integer::sum);
            table.row(
                    SampleFolder.name(delivery.file().file()),
                    orDash(delivery.file().topic()),
                    delivery.answer().status(),
                    delivery.answer().word(),
                    orDash(delivery.delivery().orderId()),
                    word,
                    orDash(outcome == null ? null : outcome.reason()),
                    state(admin, delivery.order()));
        }
        table.print(out);
        long taken = sent.stream().filter(delivery -> delivery.answer().taken()).count();
        out.println();
        out.printf("%d sent, %d taken (2xx), %d not; %s%n", sent.size(), taken, sent.size() - taken, joined(sums));
    }

    /** A login that fails must not keep the deliveries from being reported: they were sent. */
    private @Nullable AdminApi login() throws InterruptedException {
        try {
            Optional<AdminApi> admin = AdminApi.login(environment);
            if (admin.isEmpty()) {
                out.println("no staff login in the environment: outcomes are shown as far as the database is at hand");
            }
            return admin.orElse(null);
        } catch (IOException e) {
            out.println("outcomes can't be read: " + e.getMessage());
            return null;
        }
    }

    private static String unknown(Sent delivery) {
        if (!delivery.answer().taken()) {
            return "not taken";
        }
        // The gateway tells a duplicate by itself; it was never published.
        return delivery.answer().word().equals("accepted")
                ? "accepted, not settled"
                : delivery.answer().word();
    }

    private static String state(@Nullable AdminApi admin, @Nullable String order)
            throws IOException, InterruptedException {
        if (admin == null || order == null) {
            return "-";
        }
        Optional<JsonNode> found = admin.order(order);
        return found.map(json -> json.path("state").asString("-")
                        + (json.path("deleted_at").isString() ? ", deleted" : ""))
                .orElse("-");
    }

    private static String orDash(@Nullable String text) {
        return text == null ? "-" : text;
    }

    private static String joined(Map<String, Integer> sums) {
        List<String> parts = new ArrayList<>();
        sums.forEach((word, count) -> parts.add(word + " " + count));
        return String.join(", ", parts);
    }
}
