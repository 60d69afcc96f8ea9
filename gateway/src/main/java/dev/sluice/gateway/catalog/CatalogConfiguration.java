package dev.sluice.gateway.catalog;

import dev.sluice.gateway.admin.Cursors;
import dev.sluice.gateway.database.ReadDatabase;
import dev.sluice.gateway.dedup.RedisScripts;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The beans of this package. */
@Configuration(proxyBeanMethods = false)
class CatalogConfiguration {

    @Bean
    CatalogCache catalogCache(RedisScripts scripts, CatalogSettings settings) {
        return new CatalogCache(scripts.guarded("redis-catalog", settings.redisTimeout()), settings);
    }

    @Bean
    CatalogSource catalogSource(ReadDatabase database, Cursors cursors) {
        return new PostgresCatalog(database, cursors);
    }

    @Bean
    Catalog catalog(CatalogCache cache, CatalogSource source, CatalogSettings settings, MeterRegistry meters) {
        return new Catalog(cache, source, settings, new CatalogMetrics(meters));
    }

    @Bean
    CatalogChanges catalogChanges(DatabaseClient database, CatalogCache cache) {
        return new CatalogChanges(database, cache);
    }

    @Bean
    CatalogSweeper catalogSweeper(CatalogChanges changes, CatalogSettings settings, MeterRegistry meters) {
        CatalogSweeper sweeper = new CatalogSweeper(changes, settings.clearInterval());
        Gauge.builder("sluice.catalog.behind", sweeper, CatalogSweeper::behind)
                .description("Catalogs whose caches were to be cleared when last looked")
                .register(meters);
        return sweeper;
    }

    @Bean
    RouterFunction<ServerResponse> productRoutes(Catalog catalog, Cursors cursors, CatalogSettings settings) {
        return new ProductEndpoints(catalog, cursors, settings).routes();
    }

    @Bean
    RouterFunction<ServerResponse> cacheRoutes(Catalog catalog) {
        return new CacheEndpoint(catalog).routes();
    }
}
