import WeirModel

extension Filter.TunnelOption {
    var tcWord: String? {
        switch self {
        case .geneve: "geneve_opts"
        case .vxlan: "vxlan_opts"
        case .erspan: "erspan_opts"
        case .gtp: "gtp_opts"
        case .pfcp: "pfcp_opts"
        }
    }

    var tcText: String {
        func hex(_ number: some BinaryInteger) -> String { String(number, radix: 16) }
        switch self {
        case .geneve(let optionClass, let type, let data): return "\(hex(optionClass)):\(hex(type)):\(data)"
        case .vxlan(let gbp): return "\(gbp)"
        case .erspan(let version, let index, let direction, let hardwareID):
            let parts: [String] = [index.map { "\($0)" } ?? "", direction.map { "\($0)" } ?? "", hardwareID.map { "\($0)" } ?? ""]
            return (["\(version)"] + parts).joined(separator: ":")
        case .gtp(let pduType, let qfi): return "\(hex(pduType)):\(hex(qfi))"
        case .pfcp(let type, let session): return "\(hex(type)):\(hex(session))"
        }
    }
}
