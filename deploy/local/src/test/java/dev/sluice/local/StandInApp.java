package dev.sluice.local;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** In the place of gateway and processor: ready at once, and content with every login and shop. */
public final class StandInApp {

    private StandInApp() {}

    public static void main(String[] args) throws IOException {
        boolean gateway = System.getProperty("sluice.part", "").endsWith("/gateway");
        serve(
                gateway ? "SLUICE_MANAGEMENT_PORT" : "SLUICE_PROCESSOR_MANAGEMENT_PORT",
                "/actuator/health/readiness",
                "{\"status\": \"UP\"}");
        if (gateway) {
            serve("SLUICE_HTTP_PORT", "/api/v1", "{\"access_token\": \"any\"}");
        }
    }

    private static void serve(String portVariable, String path, String answer) throws IOException {
        int port = Integer.parseInt(System.getenv(portVariable));
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.createContext(path, exchange -> {
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.start();
    }

    /** Makes a build directory that holds it as both applications. */
    static void build(Path directory) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StandInApp.class.getName());
        String entry = StandInApp.class.getName().replace('.', '/') + ".class";
        byte[] classFile;
        try (var in = StandInApp.class.getResourceAsStream("/" + entry)) {
            classFile = in.readAllBytes();
        }
        for (String name : new String[] {"gateway", "processor"}) {
            Path jar = Files.createDirectories(directory.resolve(name)).resolve(name + ".jar");
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
                out.putNextEntry(new JarEntry(entry));
                out.write(classFile);
            }
        }
    }
}
