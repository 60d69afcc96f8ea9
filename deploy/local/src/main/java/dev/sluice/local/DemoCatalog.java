package dev.sluice.local;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the demo shops sell; of each the first product is the limited one, for flash sales. */
final class DemoCatalog {
    private static final int FLASH_SALE_UNITS = 5_000;
    private static final int UNITS = 500;

    private DemoCatalog() {}

    /**
     * A product of the demo.
     *
     * @param perCustomerLimit 0 for none
     */
    private record Product(
            String sku, String name, String brand, String category, String price, int stock, int perCustomerLimit) {

        Map<String, Object> ofShop(String shop) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("shop", shop);
            json.put("sku", sku);
            json.put("name", name);
            json.put("brand", brand);
            json.put("category", category);
            json.put("price", price);
            json.put("currency", "EUR");
            json.put("stock", stock);
            if (perCustomerLimit > 0) {
                json.put("per_customer_limit", perCustomerLimit);
            }
            return json;
        }
    }

    private static final List<List<Product>> PRODUCTS = List.of(
            List.of(
                    new Product(
                            "AURORA-LANTERN-LE",
                            "Lantern, limited edition",
                            "Aurora",
                            "lights",
                            "59.00",
                            FLASH_SALE_UNITS,
                            2),
                    new Product("AURORA-TENT-2", "Tent for two", "Aurora", "tents", "249.00", UNITS, 0),
                    new Product("AURORA-JACKET-M", "Rain jacket, medium", "Aurora", "jackets", "129.90", UNITS, 0)),
            List.of(
                    new Product("BASALT-GEISHA-250", "Geisha, 250 g", "Basalt", "coffee", "39.00", FLASH_SALE_UNITS, 2),
                    new Product("BASALT-HOUSE-1000", "House blend, 1 kg", "Basalt", "coffee", "24.50", UNITS, 0),
                    new Product("BASALT-DRIPPER", "Dripper", "Basalt", "brewing", "19.90", UNITS, 0)),
            List.of(
                    new Product(
                            "CIRRUS-ONE-GOLD",
                            "Headphones One, gold",
                            "Cirrus",
                            "headphones",
                            "399.00",
                            FLASH_SALE_UNITS,
                            1),
                    new Product("CIRRUS-ONE", "Headphones One", "Cirrus", "headphones", "299.00", UNITS, 0),
                    new Product("CIRRUS-STAND", "Stand", "Cirrus", "accessories", "49.00", UNITS, 0)));

    /**
     * As the admin API takes them.
     *
     * @param number of the shop, from 0
     */
    static List<Map<String, Object>> productsOf(int number, String shop) {
        return PRODUCTS.get(number).stream()
                .map(product -> product.ofShop(shop))
                .toList();
    }
}
