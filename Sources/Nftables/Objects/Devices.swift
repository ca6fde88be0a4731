internal import CNftnl
internal import Netlink

/// The device lists of chains and flowtables. A name that ends in `*` is a wildcard, which has an attribute of its own (kernel 6.16).
enum Devices {
    /// `NFTA_DEVICE_PREFIX`, newer than the headers.
    private static let prefix = Number(rawValue: 2)

    private struct Number: RawRepresentable { var rawValue: UInt32 }

    /// Writes the list's elements.
    static func encode(_ devices: [String], to writer: RulesetWriter) {
        for device in devices {
            if device.hasSuffix("*") {
                writer.put(prefix, String(device.dropLast()))
            } else {
                writer.put(NFTA_DEVICE_NAME, device)
            }
        }
    }

    static func decode(_ list: Payload) -> [String] {
        list.attributes.compactMap { device in
            let name = device.payload.text
            switch UInt32(device.type) {
            case NFTA_DEVICE_NAME.rawValue: return name
            case prefix.rawValue: return name + "*"
            default: return nil
            }
        }
    }
}
