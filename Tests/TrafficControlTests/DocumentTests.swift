import Documents
import Tags
import Testing
import WeirModel

/// What people read in documents is what they write to tc.
@Suite(.tags(.pure)) struct DocumentTests {
    @Test func handlesVerdictsAndLinkLayersAreWords() throws {
        var options = TrafficClass.HTB(rate: .mbit(1))
        options.linkLayer = .atm
        let link = LinkConfiguration(
            "d0", qdiscs: [Qdisc(Qdisc.HTB(), handle: Handle(1)), Qdisc(Qdisc.PFIFO(), parent: Handle(1, 0x10), handle: Handle(0x8001))],
            classes: [TrafficClass(Handle(1, 0x10), parent: Handle(1), options)],
            filters: [
                Filter(Filter.MatchAll(), on: .parent(Handle(1)), classID: Handle(1, 0x10), actions: [Action(Action.GAct(), .goto(chain: 5)), Action(Action.GAct(), .drop)])
            ])
        let text = String(decoding: try Document.encode(HostState(links: [link]), as: .json), as: UTF8.self)
        for words in [
            #""parent": "root""#, #""handle": "1:""#, #""parent": "1:10""#, #""handle": "8001:""#, #""id": "1:10""#, #""classID": "1:10""#, #""linkLayer": "atm""#,
            #""control": "goto chain 5""#, #""control": "drop""#,
        ] { #expect(text.contains(words), "\(words) in \(text)") }
        #expect(!text.contains("rawValue"))
    }
}
