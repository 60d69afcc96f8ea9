package dev.sluice.loadtest.samples;

import dev.sluice.loadtest.samples.Parts.Line;
import dev.sluice.loadtest.samples.Parts.Person;
import java.util.Random;

/** Goods and people of the sale day, all made up. */
final class Catalog {
    private static final String[][] GOODS = {
        {"Linen shirt", "LIN-SH", "2900", "240"},
        {"Rain jacket \"Föhr\"", "RAI-FO", "11900", "610"},
        {"Wool socks, pack of 3", "WOO-S3", "1850", "150"},
        {"Canvas tote", "CAN-TO", "1500", "310"},
        {"Enamel mug — speckled", "ENA-MU", "1290", "280"},
        {"Desk lamp Ø 18", "LAM-18", "6400", "1450"},
        {"Notebook 方眼 A5", "NOT-A5", "980", "210"},
        {"Trail shoes", "TRA-SH", "13500", "820"},
        {"Merino beanie", "MER-BE", "3200", "90"},
        {"Chef's knife 20 cm", "KNI-20", "8900", "330"},
    };
    private static final String[] VARIANTS = {"S", "M", "L", "XL", "sand", "ink blue", "moss"};
    private static final String[] FIRST = {
        "Linh", "Jonas", "Amélie", "Kenji", "Oluwaseun", "María José", "Siobhán", "Петро", "نور", "Björk", "Ngọc", "Zoë"
    };
    private static final String[] LAST = {
        "Nguyễn", "Okafor", "Müller", "佐藤", "O'Leary", "Garcia-Lopez", "Kowalska", "Van den Berg", "الحسيني", "Smith"
    };
    private static final String[][] PLACES = {
        {"14 Ferry Lane", "Portree", "IV51 9EA", "United Kingdom", "GB"},
        {"Lange Reihe 81", "Hamburg", "20099", "Germany", "DE"},
        {"27 Rue des Tisserands", "Lyon", "69001", "France", "FR"},
        {"3-12-9 Kamimeguro", "Tokyo", "153-0051", "Japan", "JP"},
        {"508 Alder Street, Apt 4", "Portland", "97205", "United States", "US"},
        {"12 Hàng Gai", "Hà Nội", "100000", "Vietnam", "VN"},
    };

    // What people and their tools put into free text. NUL and a lone surrogate are legal in JSON and refused by jsonb;
    // the formula must stay inert in an export, the tag in the console.
    private static final String[] ODD_TEXTS = {
        "🎁 happy birthday 🎂",
        "<script>alert('note')</script>",
        "=HYPERLINK(\"https://example.com\",\"open\")",
        "line one\nline two\ttabbed",
        "nul \u0000 inside",
        "lone surrogate \ud83d at the end of a cut text",
        "\u202Eright to left\u202C",
        "'; DROP TABLE orders; --"
    };

    static Line line(Random chance, Storefront shop) {
        String[] goods = GOODS[chance.nextInt(GOODS.length)];
        String variant = VARIANTS[chance.nextInt(VARIANTS.length)];
        return new Line(
                (1L << 57) + (chance.nextLong() >>> 8),
                7_000_000_000_000L + chance.nextInt(1_000_000),
                goods[0],
                variant,
                goods[1] + "-" + variant.charAt(0),
                Long.parseLong(goods[2]) * (shop.minorDigits() == 0 ? 2 : 1),
                1 + chance.nextInt(3),
                Integer.parseInt(goods[3]));
    }

    static Person person(Random chance) {
        String first = FIRST[chance.nextInt(FIRST.length)];
        String last = LAST[chance.nextInt(LAST.length)];
        String[] place = PLACES[chance.nextInt(PLACES.length)];
        long id = (1L << 56) + (chance.nextLong() >>> 9);
        return new Person(
                id,
                first,
                last,
                "buyer-" + Long.toString(id % 1_000_000_000, 36) + "@example.com",
                place[0],
                place[1],
                place[2],
                place[3],
                place[4],
                "+1555" + (1_000_000 + chance.nextInt(8_999_999)));
    }

    static String oddText(Random chance) {
        return ODD_TEXTS[chance.nextInt(ODD_TEXTS.length)];
    }

    private Catalog() {}
}
