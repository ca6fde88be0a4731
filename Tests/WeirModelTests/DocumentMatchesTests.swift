import Foundation
import ModelGenerators
import Tags
import Testing

@testable import Documents
@testable import WeirModel

/// Filters in documents: as their author wrote them, and as documents had them before they could say that.
@Suite(.tags(.pure)) struct DocumentMatchesTests {
    private static let text = #"""
        {
          "weir": {"format": "host-state", "version": 2},
          "links": [
            {
              "name": "eth0",
              "filters": [
                {
                  "attachment": "ingress",
                  "chain": 0,
                  "protocolID": 3,
                  "classifier": {
                    "matches": {
                      "cases": [[{"match": [{"field": {"header": "tcp dport"}}, "==", {"value": {"inet_service": 22}}]}]],
                      "by": "u32"
                    }
                  },
                  "at": "p.swift:3:9"
                }
              ]
            }
          ]
        }

        """#
    private static var state: HostState {
        let match = Statement.match(.field(.header(.tcpDport)), .equal, .value(.number(22, .inetService)))
        let filter = Filter(
            Filter.Matches([[match]], by: .u32), on: .parent(.ingress), at: SourceLocation(file: "p.swift", line: 3, column: 9))
        return HostState(links: [LinkConfiguration("eth0", filters: [filter])])
    }

    @Test func matchesAsPeopleReadThem() throws {
        #expect(String(decoding: try Document.encode(Self.state, as: .json), as: UTF8.self) == Self.text)
        #expect(try Document.decode(Array(Self.text.utf8)) == Self.state)
    }

    @Test(arguments: Document.Form.allCases) func matchesOfAllKinds(form: Document.Form) throws {
        var generator = ModelGenerator(seed: 3)
        for _ in 0..<200 {
            let cases = generator.many(3) { $0.many(3) { $0.statement() } }
            let flower = try generator.maybe { try $0.options(of: Filter.Flower.self) } as? Filter.Flower
            let filter = Filter(
                Filter.Matches(cases, by: generator.maybe { $0.one(Filter.MatchClassifier.self) }, flower: flower), on: .parent(.egress),
                classID: generator.maybe { Handle(rawValue: $0.number()) }, flags: .skipSoftware, at: generator.location())
            let state = HostState(links: [LinkConfiguration("d0", filters: [filter, filter])])
            let bytes = try Document.encode(state, as: form)
            let read = try Document.decode(bytes)
            #expect(read == state)
            #expect(try Document.encode(read, as: form) == bytes)
        }
    }

    /// Lowered filters are the kernel's: what they were lowered from is not written again.
    @Test func anOriginIsNotWritten() throws {
        var filter = Filter(Filter.MatchAll(), on: .parent(.ingress))
        filter.origin = NonIdentity(Filter.Classifier(Filter.Matches([[]])))
        let read = try Document.decode(try Document.encode(HostState(links: [LinkConfiguration("d0", filters: [filter])]), as: .json))
        #expect(read.links[0].filters == [filter] && read.links[0].filters[0].origin.value == nil)
    }

    // MARK: version 1

    /// `Filter(ip.daddr == "10.0.0.0/8", tcp.dport == 22)`, `Filter(ip.saddr == "10.0.0.1", by: .u32)` and `Filter(meta.mark == 7)`, compiled by
    /// weir before documents had matches.
    private static let oldPacked =
        "AFdFSVINChoKaG9zdC1zdGF0ZQIA2AAAAAAAAABL6pEJ/OtlDwkBAAZwb2xpY3kGAANvbGQAAQkDAARuYW1lBgAEZXRoMAAGcWRpc2NzCAEJBAAGcGFyZW50BgAGY2xzYWN0AAZoYW5kbGUGAAVmZmZmOgAHb3B0aW9ucwkBBwkAAAJhdAYADm9sZC5zd2lmdDo1OjE3CwYADW9sZC5zd2lmdDo0OjkAA9jy////DwCAEAKAEAaAgIBQgICA+A8IFgAAAAABAAlvbGQuc3dpZnQMJoDy////DwCAEAEBgYCAUP////8PGAAAAAIOJgTy////DwADBwQAAAIQJg=="
    private static let oldText = #"""
        {"weir": {"format": "host-state", "version": 1}, "policy": "old", "links": [{"name": "eth0",
        "qdiscs": [{"parent": "clsact", "handle": "ffff:", "options": {"clsact": {}}, "at": "old.swift:5:17"}],
        "filters": [
        {"attachment": "ingress", "chain": 0, "protocolID": 2048, "classifier": {"flower": {"etherType": 2048, "ipProtocol": 6,
        "destinationIPv4": {"value": "10.0.0.0", "mask": "255.0.0.0"}, "destinationPort": {"value": 22}}}, "at": "old.swift:6:19"},
        {"attachment": "ingress", "chain": 0, "protocolID": 2048,
        "classifier": {"u32": {"keys": [{"value": 167772161, "mask": 4294967295, "offset": 12}]}}, "at": "old.swift:7:19"},
        {"attachment": "ingress", "chain": 0, "protocolID": 3, "handle": 7, "classifier": {"fw": {}}, "at": "old.swift:8:19"}],
        "at": "old.swift:4:9"}]}
        """#

    @Test func documentsFromBeforeMeanTheSame() throws {
        var flower = Filter.Flower()
        (flower.etherType, flower.ipProtocol, flower.destinationPort) = (0x0800, 6, Masked(22))
        flower.destinationIPv4 = Masked(IPv4Address(0x0a00_0000), mask: IPv4Address(0xff00_0000))
        var u32 = Filter.U32()
        u32.keys = [.init(value: 0x0a00_0001, mask: .max, offset: 12)]
        let filters = [
            Filter(flower, on: .parent(.ingress), protocolID: 0x0800), Filter(u32, on: .parent(.ingress), protocolID: 0x0800),
            Filter(Filter.FW(), on: .parent(.ingress), handle: 7),
        ]
        let packed = try #require(Data(base64Encoded: Self.oldPacked))
        for document in [Array(packed), Array(Self.oldText.utf8)] {
            let state = try Document.decode(document)
            #expect(state.policy == "old" && state.links.map(\.name) == ["eth0"] && state.links[0].filters == filters)
            #expect(state.links[0].filters.map { $0.at.location?.line } == [6, 7, 8])
        }
    }

    @Test func laterVersionsAreRefused() throws {
        let json = Self.text.replacingOccurrences(of: #""version": 2"#, with: #""version": 3"#)
        let error = #expect(throws: DocumentError.self) { try Document.decode(Array(json.utf8)) }
        #expect(error?.kind == .otherVersion && error?.message == "version 3 of the format; this weir reads versions 1 and 2")
        #expect(error?.help == "use the weir that wrote it, or a newer one")
    }
}
