internal import Findings
internal import WeirModel

extension PolicyCheck {
    static let conntrackObjects = Check(
        finds: [.noL3],
        table: { facts in
            guard facts.table.family != .ip, facts.table.family != .ip6 else { return [] }
            return facts.table.objects.compactMap { object in
                guard case .ctExpectation(_, let l3, _, _, _) = object.definition, l3 != .ip, l3 != .ip6 else { return nil }
                return Diagnostic(
                    .error, id: .noL3,
                    "the ct expectation `\(object.name)` does not name its network layer, and the table has more than one",
                    help: "name it: `l3: .ip` or `l3: .ip6`", source: "net/netfilter/nft_ct.c nft_ct_expect_obj_init()",
                    subject: facts.subject(of: object), at: object.at.location)
            }
        })
}
