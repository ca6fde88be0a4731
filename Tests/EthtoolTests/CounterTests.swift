import Tags
import Testing
import WeirModel

@testable import Ethtool

@Suite(.tags(.pure)) struct CounterTests {
    /// `/proc/net/snmp` of Linux 6.18, shortened; RtoAlgorithm's neighbours may be negative.
    @Test func protocols() {
        var counters = StackCounters()
        ProtocolCounters.add(
            """
            Tcp: RtoAlgorithm MaxConn RetransSegs
            Tcp: 1 -1 7
            Udp: InDatagrams RcvbufErrors
            Udp: 12 3

            """, to: &counters)
        #expect(counters == StackCounters(["Tcp RtoAlgorithm": 1, "Tcp RetransSegs": 7, "Udp InDatagrams": 12, "Udp RcvbufErrors": 3]))
    }

    /// Two processors of Linux 6.1.
    @Test func softnet() {
        var counters = StackCounters()
        HostCounters.addSoftnet(
            """
            0000001a 00000002 00000001 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000
            00000010 00000000 0000000f 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000001
            """, to: &counters)
        #expect(
            counters
                == StackCounters([
                    "softnet processed": 42, "softnet dropped": 2, "softnet time_squeeze": 16, "softnet time_squeeze of cpu 0": 1, "softnet time_squeeze of cpu 1": 15,
                ]))
    }

    @Test func netfilter() {
        var counters = StackCounters()
        HostCounters.addConntrack(
            """
            entries  clashres found new invalid
            00000005  00000001 00000000 00000000 0000000a
            00000005  00000002 00000000 00000000 00000001
            """, to: &counters)
        HostCounters.addQueues("    1   4242     0 2 65531     3     4        9  1\n    2   4242     0 2 65531     1     0        9  1\n", to: &counters)
        #expect(counters["conntrack clashres"] == 3 && counters["conntrack invalid"] == 11 && counters["conntrack entries"] == nil)
        #expect(counters["nfqueue dropped"] == 4 && counters["nfqueue user_dropped"] == 4)
    }

    @Test func whatDidNotGrowIsAbsent() {
        let growth = StackCounters(["a": 5, "b": 2, "c": 1, "new": 9]).growth(since: StackCounters(["a": 3, "b": 2, "c": 4]))
        #expect(growth == StackCounters(["a": 2]))
    }

    @Test func readingNeedsNothing() throws {
        let counters = try CounterReader().read(links: ["lo"])
        #expect(counters["Tcp OutSegs"] != nil && counters["softnet processed"] != nil && counters["lo rx_packets"] != nil)
    }
}
