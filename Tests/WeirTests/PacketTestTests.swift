import Tags
import Testing
import WeirModel

@testable import Weir

/// `Test` and `Expect`, as an author writes them.
@Suite(.tags(.pure)) struct PacketTestTests {
    let guests: Weir.Interface = "br-guests"
    let wan: Weir.Interface = "eth0"

    @Test func expectationsHaveTheirMatchesAsChains() throws {
        let office = AddressSet("office", ["198.51.100.0/24", "2001:db8:17::/48"])
        let test = Weir.Test("guests reach the web") {
            Expect(.dropped, iif: guests, path: .input)
            Expect(.accepted, replies: .accepted, iif: guests, oif: wan, tcp.dport == 443)
            for port: Port in [22, 80] { Expect(.dropped, iif: wan, source == office, tcp.dport == port) }
        }
        #expect(test.findings == [])
        #expect(test.model.name == "guests reach the web")
        #expect(
            test.model.expectations == [
                PacketTest.Expectation(.dropped, iif: "br-guests", path: .input),
                PacketTest.Expectation(.accepted, replies: .accepted, iif: "br-guests", oif: "eth0"),
                PacketTest.Expectation(.dropped, iif: "eth0"), PacketTest.Expectation(.dropped, iif: "eth0"),
            ])
        #expect(test.model.expectations.map(\.at.location?.line) == [15, 16, 17, 17])
        #expect(test.model.matches.chains.map(\.name) == ["0", "1", "2", "3"])
        #expect(test.model.matches.chains.map(\.rules.count) == [0, 1, 2, 2])
        #expect(test.model.matches.sets.map(\.name).sorted() == ["office4", "office6"])
    }

    @Test func aTestWithoutExpectationsIsAnError() {
        let test = Weir.Test("nothing") {}
        #expect(test.findings.map(\.id) == [.emptyTest])
        #expect(test.findings.first?.at.location?.line == 34)
    }

    @Test func anExpectationTakesMatchesAlone() {
        let test = Weir.Test("a verdict") { Expect(.dropped, iif: guests, tcp.dport == 22, .accept) }
        #expect(test.findings.map(\.id) == [.testStatement])
    }
}
