import Glibc

extension ScrapeAddress {
    /// As socket(2) takes it.
    var family: Int32 {
        switch self {
        case .unix: AF_UNIX
        case .loopback4: AF_INET
        case .loopback6: AF_INET6
        }
    }

    /// bind(2)
    func bind(_ descriptor: Int32) -> Int32 {
        switch self {
        case .unix(let path):
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            guard path.utf8.count < MemoryLayout.size(ofValue: address.sun_path) else {
                errno = ENAMETOOLONG
                return -1
            }
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
            return Self.bind(descriptor, address)
        case .loopback4(let port):
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
            return Self.bind(descriptor, address)
        case .loopback6(let port):
            var address = sockaddr_in6()
            address.sin6_family = sa_family_t(AF_INET6)
            address.sin6_port = port.bigEndian
            address.sin6_addr = in6addr_loopback
            return Self.bind(descriptor, address)
        }
    }

    private static func bind<Address>(_ descriptor: Int32, _ address: Address) -> Int32 {
        // Each of the three begins with the fields of sockaddr, and the pointer does not outlive the call: the cast is
        // the one that bind(2) asks for.
        withUnsafeBytes(of: address) { bytes in
            guard let start = bytes.baseAddress else { return -1 }
            return Glibc.bind(
                descriptor, start.assumingMemoryBound(to: sockaddr.self), socklen_t(MemoryLayout<Address>.size))
        }
    }
}
