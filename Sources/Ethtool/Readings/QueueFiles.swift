internal import WeirModel

/// `/sys/class/net/NAME/queues`. A sysfs that was mounted in another namespace shows that one's links, so the link's index must agree.
enum QueueFiles {
    static func read(_ link: String, expecting index: UInt32) -> Reading<NICProfile.QueueFacts> {
        let directory = "/sys/class/net/\(link)"
        switch SmallFile.read("\(directory)/ifindex") {
        case .value(let text):
            guard text == String(index) else { return .unknown("/sys shows another network namespace") }
        case .absent: return .unknown("/sys does not show `\(link)`: it may belong to another network namespace")
        case .notSupported: return .notSupported
        case .notPermitted: return .notPermitted
        case .unknown(let why): return .unknown(why)
        }
        var facts = NICProfile.QueueFacts(receive: [], transmit: [])
        while case let queue = "\(directory)/queues/rx-\(facts.receive.count)", SmallFile.exists(queue) {
            facts.receive.append(
                .init(
                    rpsCPUs: SmallFile.read("\(queue)/rps_cpus").value,
                    rpsFlowCount: number("\(queue)/rps_flow_cnt").flatMap(UInt32.init(exactly:))))
        }
        while case let queue = "\(directory)/queues/tx-\(facts.transmit.count)", SmallFile.exists(queue) {
            facts.transmit.append(
                .init(
                    xpsCPUs: SmallFile.read("\(queue)/xps_cpus").value,
                    maxRate: number("\(queue)/tx_maxrate").flatMap(UInt32.init(exactly:)),
                    byteLimitMax: number("\(queue)/byte_queue_limits/limit_max").flatMap(UInt64.init(exactly:))))
        }
        return .value(facts)
    }

    private static func number(_ path: String) -> Int? { SmallFile.read(path).value.flatMap { Int($0) } }
}
