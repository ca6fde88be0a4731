internal import CNftnl
internal import Netlink
import WeirModel

/// The device lists of chains and flowtables. A name that ends in `*` is a wildcard, which has a separate attribute (kernel 6.16).
enum Devices {
    /// `NFTA_DEVICE_PREFIX`, newer than the headers.
    private static let prefix = Number(rawValue: 2)

    private struct Number: RawRepresentable { var rawValue: UInt32 }

    /// Writes the list's elements.
    static func encode(_ devices: [String], to writer: RulesetWriter) {
        for device in devices {
            if let beginning = NamePattern.prefix(of: device) {
                writer.put(prefix, String(outside: beginning))
            } else {
                writer.put(NFTA_DEVICE_NAME, NamePattern.name(of: device))
            }
        }
    }

    /// The device of a list of one, by its own name; nil for other lists.
    static func single(_ devices: [String]) -> String? {
        guard devices.count == 1, let device = devices.first, NamePattern.prefix(of: device) == nil else { return nil }
        return NamePattern.name(of: device)
    }

    /// - Throws: where no text of a policy expresses a pattern that the kernel holds: it would become another.
    static func decode(_ list: Payload) throws -> [String] {
        var devices: [String] = []
        for device in list.attributes {
            let name = device.payload.text.outsideBytes
            switch UInt32(device.type) {
            case NFTA_DEVICE_NAME.rawValue: devices.append(NamePattern.text(ofName: String(outside: name)))
            case prefix.rawValue:
                guard let text = NamePattern.text(ofPrefix: name) else {
                    throw NftablesError.unknown("devices that begin with `\(String(outside: name))`, which no policy can express")
                }
                devices.append(text)
            default: continue
            }
        }
        return devices
    }
}
