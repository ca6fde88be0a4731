import Tags
import Testing
import WeirModel

@testable import Weir

/// The contract with the hardware, as an author writes it.
@Suite(.tags(.pure)) struct OffloadTests {
    private func link(@LinkBuilder _ parts: () -> LinkContent) -> (LinkConfiguration, [Diagnostic]) {
        let state = PolicyContent(links: [Link("eth0", parts)]).state(named: "t")
        return (state.links[0], state.diagnostics)
    }

    @Test func qdiscsThatAreTold() {
        func qdisc(_ kind: QdiscKind) -> WeirModel.Qdisc { link { Root(kind) }.0.qdiscs[0] }
        #expect(qdisc(.htb(default: 20, offload: .required)).options.as(Qdisc.HTB.self)?.offload == true)
        #expect(qdisc(.htb(default: 20, offload: .never)).options.as(Qdisc.HTB.self)?.offload == nil)
        // What is only preferred is asked for when it is applied.
        let preferred = qdisc(.htb(default: 20, offload: .preferred))
        #expect(preferred.options.as(Qdisc.HTB.self)?.offload == nil && preferred.offload == .preferred)
        #expect(preferred.resolved(beside: nil).options.as(Qdisc.HTB.self)?.offload == true)
        #expect(qdisc(.etf(offload: .required)).options.as(Qdisc.ETF.self)?.offload == true)
        #expect(qdisc(.cbs(offload: .required)).options.as(Qdisc.CBS.self)?.offload == true)
        #expect(qdisc(.mqprio(offload: .required)).options.as(Qdisc.MQPrio.self)?.hardware == true)
        #expect(qdisc(.taprio(offload: .required) { $0.flags = 1 }).options.as(Qdisc.Taprio.self)?.flags == 3)
        #expect(qdisc(.htb(default: 20)).offload == nil)
    }

    /// Kinds that the kernel offers the hardware by itself: nothing is told, all is proven.
    @Test func qdiscsThatAreNotTold() {
        let (link, findings) = link {
            Root(.prio(offload: .required)) { Class(1, .prio(), leaf: .red(offload: .preferred)) }
        }
        #expect(findings.isEmpty)
        #expect(link.qdiscs.map(\.offload) == [.required, .preferred])
        #expect(link.qdiscs[0].options.as(Qdisc.Prio.self) == Qdisc.Prio())
    }

    @Test func features() {
        let (link, findings) = link {
            Offloads {
                require(.hwTcOffload)
                forbid("lro")
                require("hw-tc-ofload")
                require(Feature(kernel: "tx-of-tomorrow"))
            }
        }
        #expect(link.features?.map(\.feature) == ["hw-tc-offload", "rx-lro", "hw-tc-ofload", "tx-of-tomorrow"])
        #expect(link.features?.map(\.kind) == [.require, .forbid, .require, .require])
        #expect(findings.map(\.id.rawValue) == ["feature-unknown"])
        #expect(findings.first?.help == "did you mean `hw-tc-offload`?")
        #expect(findings.first?.severity == .error && findings.first?.at.location?.line == 44)
    }
}
