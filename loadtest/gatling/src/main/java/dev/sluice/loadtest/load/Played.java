package dev.sluice.loadtest.load;

import dev.sluice.loadtest.load.Catalogue.Load;
import java.nio.file.Path;
import java.util.List;

/**
 * A load that was played.
 *
 * @param failures what was wrong; empty when all was as it must be
 * @param notes figures beside the table's
 * @param reports HTML files
 */
record Played(Load load, Answers answers, List<String> failures, List<String> notes, List<Path> reports) {}
