// swift-tools-version: 6.2
import PackageDescription

/// Warnings are errors in every target of this package; the dependencies keep their own settings.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .unsafeFlags(["-warnings-as-errors"]),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "vexar",
    products: [.executable(name: "vexar", targets: ["vexar"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.7.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    ],
    targets: [
        // The C libraries, each with one importer.
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CFastCGI", providers: [.apt(["libfcgi-dev"])]),
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),

        // The API's description, a JSON file, as bytes in the program; one importer as well.
        .target(
            name: "COpenAPI", exclude: ["openapi.json"], cSettings: [.unsafeFlags(["-std=c23", "-Wall", "-Werror"])]),

        // The templates of the messages to visitors, likewise.
        .target(
            name: "CTemplates", exclude: ["en", "uk"], cSettings: [.unsafeFlags(["-std=c23", "-Wall", "-Werror"])]),

        // Arrows point one way: HTTP knows nobody, Bookings knows the doors, vexar knows Bookings.
        .target(name: "HTTP", swiftSettings: strict),
        .target(name: "FastCGI", dependencies: ["CFastCGI", "HTTP"], swiftSettings: strict),
        .target(name: "Postgres", dependencies: ["CPostgres"], swiftSettings: strict),
        .target(name: "SMTP", dependencies: ["CCurl"], swiftSettings: strict),
        .target(
            name: "Prometheus", dependencies: [.product(name: "CoreMetrics", package: "swift-metrics")],
            swiftSettings: strict),
        .target(
            name: "Bookings",
            dependencies: [
                "COpenAPI", "CTemplates", "FastCGI", "HTTP", "Postgres", "Prometheus", "SMTP",
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Mustache", package: "swift-mustache"),
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "vexar",
            dependencies: [
                "Bookings",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict
        ),

        // What tests of several targets share: whether an answer is as the API's description says, and mail servers.
        .target(
            name: "TestSupport", dependencies: ["HTTP"], path: "Tests/Support", exclude: ["Mail/server.py"],
            swiftSettings: strict),
        .testTarget(name: "HTTPTests", dependencies: ["HTTP"], swiftSettings: strict),
        .testTarget(name: "FastCGITests", dependencies: ["FastCGI"], swiftSettings: strict),
        .testTarget(name: "PostgresTests", dependencies: ["Postgres"], swiftSettings: strict),
        .testTarget(
            name: "PrometheusTests",
            dependencies: ["Prometheus", .product(name: "CoreMetrics", package: "swift-metrics")],
            swiftSettings: strict),
        .testTarget(name: "SMTPTests", dependencies: ["SMTP", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "BookingsTests",
            dependencies: [
                "Bookings", "HTTP", "Postgres", "Prometheus", "TestSupport",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ],
            exclude: ["Notifications/read_messages.py"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "EndToEndTests",
            dependencies: ["HTTP", "Postgres", "TestSupport", .product(name: "Crypto", package: "swift-crypto")],
            path: "Tests/EndToEnd",
            exclude: ["fresh-debian", "fresh-debian.d", "schemathesis", "schemathesis.toml", "schemathesis_hooks.py"],
            swiftSettings: strict),
    ]
)
