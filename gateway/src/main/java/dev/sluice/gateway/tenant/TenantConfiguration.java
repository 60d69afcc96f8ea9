package dev.sluice.gateway.tenant;

import dev.sluice.gateway.background.Refresher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

/** The beans of this package. */
@Configuration(proxyBeanMethods = false)
class TenantConfiguration {

    @Bean
    SecretCipher secretCipher(TenantSettings settings) {
        return new SecretCipher(settings.key());
    }

    @Bean
    ShopDirectory shopDirectory(DatabaseClient database, SecretCipher cipher) {
        return new ShopDirectory(new PostgresShopStore(database), cipher);
    }

    /** Named for the health group: {@code shops}. */
    @Bean("shopsHealthIndicator")
    Refresher shopRefresher(ShopDirectory directory, TenantSettings settings) {
        return new Refresher("shops", directory, settings.refreshInterval());
    }
}
