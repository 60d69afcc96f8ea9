package dev.sluice.gateway.tenant;

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
    ShopDirectoryRefresher shopDirectoryRefresher(ShopDirectory directory, TenantSettings settings) {
        return new ShopDirectoryRefresher(directory, settings.refreshInterval());
    }
}
