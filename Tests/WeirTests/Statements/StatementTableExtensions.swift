@testable import Weir

func extensionHeaderCases(_ t: inout StatementTable) {
    t.kind = "hbh"
    t.ip6("hbh hdrlength 22", hbh.hdrlength == 22)
    t.ip6("hbh nexthdr tcp", hbh.nexthdr == .tcp)
    t.ip6("hbh hdrlength != 33-45", hbh.hdrlength != 33...45)
    t.inet("exthdr hbh exists", hbh.exists)
    t.inet("exthdr hbh missing", hbh.missing)

    t.kind = "rt header"
    t.ip6("rt nexthdr udp", rt.nexthdr == .udp)
    t.ip6("rt hdrlength 22", rt.hdrlength == 22)
    t.ip6("rt type 0", rt.type == 0)
    t.ip6("rt seg-left 1-3", rt.segLeft == 1...3)
    t.ip6("exthdr rt exists", rt.exists)
    t.ip6("exthdr rt missing drop", rt.missing, .drop)

    t.kind = "rt0"
    t.ip6("rt0 addr[1] 2001:db8::1", rt0.addr1 == "2001:db8::1")
    t.ip6("rt0 addr[2] 2001:db8::1", rt0.addr2 == "2001:db8::1")
    t.ip6("rt0 addr[1] != ::1", rt0.addr1 != "::1")
    t.inet("rt0 addr[1] { ::1, ::2 }", rt0.addr1 == ["::1", "::2"])
    t.inet("rt0 addr[2] != ::2 drop", rt0.addr2 != "::2", .drop)

    t.kind = "srh"
    t.ip6("srh last-entry 0", srh.lastEntry == 0)
    t.ip6("srh flags 12", srh.flags == 12)
    t.ip6("srh tag { 1, 2, 3 }", srh.tag == [1, 2, 3])
    t.ip6("srh sid[1] dead::beef", srh.sid1 == "dead::beef")
    t.ip6("srh sid[2] dead::beef", srh.sid2 == "dead::beef")

    t.kind = "frag"
    t.ip6("frag nexthdr tcp", frag.nexthdr == .tcp)
    t.ip6("frag frag-off 22", frag.fragOff == 22)
    t.ip6("frag more-fragments 1", frag.moreFragments == 1)
    t.ip6("frag id 33-45", frag.id == 33...45)
    t.ip6("frag reserved { 33, 55 }", frag.reserved == [33, 55])
    t.inet("exthdr frag exists drop", frag.exists, .drop)

    t.kind = "dst"
    t.ip6("dst hdrlength 22", dst.hdrlength == 22)
    t.ip6("dst nexthdr esp", dst.nexthdr == .esp)
    t.ip6("dst hdrlength { 33, 55 }", dst.hdrlength == [33, 55])
    t.inet("dst nexthdr != icmp", dst.nexthdr != .icmp)
    t.ip6("exthdr dst exists", dst.exists)

    t.kind = "mh"
    t.ip6("mh type home-test", mh.type == .homeTest)
    t.ip6("mh type { binding-update, binding-error }", mh.type == [.bindingUpdate, .bindingError])
    t.ip6("mh nexthdr ipv6-icmp", mh.nexthdr == .icmpv6)
    t.ip6("mh hdrlength 22", mh.hdrlength == 22)
    t.ip6("mh reserved 1", mh.reserved == 1)
    t.ip6("mh checksum 33-45", mh.checksum == 33...45)
    t.ip6("exthdr mh exists", mh.exists)
}

func optionCases(_ t: inout StatementTable) {
    t.kind = "tcp option"
    t.inet("tcp option maxseg size 1400", tcp.option.maxseg.size == 1400)
    t.inet("tcp option maxseg size 500-1400", tcp.option.maxseg.size == 500...1400)
    t.inet("tcp option window count 7", tcp.option.window.count == 7)
    t.inet("tcp option sack-perm exists", tcp.option.sackPerm.exists)
    t.inet("tcp option sack-perm missing", tcp.option.sackPerm.missing)
    t.inet("tcp option sack left 1", tcp.option.sack.left == 1)
    t.inet("tcp option sack1 right 2", tcp.option.sack1.right == 2)
    t.inet("tcp option timestamp tsval 1", tcp.option.timestamp.tsval == 1)
    t.inet("tcp option timestamp tsecr { 1, 2 }", tcp.option.timestamp.tsecr == [1, 2])
    t.inet("tcp option mptcp subtype 1", tcp.option.mptcp.subtype == 1)
    t.inet("tcp option fastopen exists", tcp.option.fastopen.exists)
    t.inet("tcp option 255 missing", tcp.option.missing(255))
    t.inet("tcp option @255,8,8 255", tcp.option.raw(255, offset: 8, length: 8) == 255)
    t.inet("tcp option md5sig exists", tcp.option.md5sig.exists)

    t.kind = "ip option"
    t.ip("ip option lsrr ptr 1", Weir.ip.option.lsrr.ptr == 1)
    t.ip("ip option ssrr length 4", Weir.ip.option.ssrr.length == 4)
    t.ip("ip option rr addr 1", Weir.ip.option.rr.addr == 1)
    t.ip("ip option ra value 0", Weir.ip.option.ra.value == 0)
    t.inet("ip option lsrr exists drop", Weir.ip.option.lsrr.exists, .drop)
    t.inet("ip option rr missing", Weir.ip.option.rr.missing)
}

func chunkCases(_ t: inout StatementTable) {
    t.kind = "sctp chunk"
    t.inet("sctp chunk data exists", sctp.chunk.data.exists)
    t.inet("sctp chunk init missing", sctp.chunk.`init`.missing)
    t.inet("sctp chunk data tsn 1", sctp.chunk.data.tsn == 1)
    t.inet("sctp chunk init num-inbound-streams { 1, 2 }", sctp.chunk.`init`.numInboundStreams == [1, 2])
    t.inet("sctp chunk init-ack initial-tsn 8", sctp.chunk.initAck.initialTsn == 8)
    t.inet("sctp chunk sack cum-tsn-ack 9-10", sctp.chunk.sack.cumTsnAck == 9...10)
    t.inet("sctp chunk ecne lowest-tsn 8", sctp.chunk.ecne.lowestTsn == 8)
    t.inet("sctp chunk data flags 1", sctp.chunk.data.flags == 1)
}
