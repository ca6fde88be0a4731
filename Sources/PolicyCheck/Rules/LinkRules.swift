internal import Findings
internal import WeirModel

extension PolicyCheck {
    static let linkRules: [DiagnosticRule] = [
        DiagnosticRule(
            .noRate, "a class or qdisc has no rate", why: "htb, hfsc, and tbf need one; the kernel refuses a rate of zero.",
            help: "add a rate: `rate: .mbit(10)`", source: "tc-htb(8), tc-hfsc(8), tc-tbf(8)", in: .trafficControl),
        DiagnosticRule(
            .ceilBelowRate, "a class's ceil is below its rate", isAcceptable: true,
            why: "The kernel takes it, and the class never gets its rate.", help: "raise `ceil`, or leave it out", source: "tc-htb(8)",
            in: .trafficControl),
        DiagnosticRule(
            .childrenExceedParent, "the rates of child classes add up to more than their parent's", isAcceptable: true,
            why: "htb guarantees each class its rate whatever its parent has, so the parent's limit does not hold.",
            help: "lower their rates; `ceil` lets them borrow unused bandwidth", source: "tc-htb(8)", in: .trafficControl),
        DiagnosticRule(
            .rateTooLarge, "a rate does not fit the kernel's field",
            why: "Rates have 64 bits in bytes per second; those of hfsc and fq have 32.",
            help: "lower it, or leave it out for no limit", source: "include/uapi/linux/pkt_sched.h", in: .trafficControl),
        DiagnosticRule(
            .peakBelowRate, "a peak rate is not above the rate", why: "tbf would never reach its rate.",
            help: "raise the peak rate, or leave it out",
            source: "net/sched/sch_tbf.c tbf_change", in: .trafficControl),
        DiagnosticRule(
            .burstBelowMtu, "a burst is smaller than a packet", isAcceptable: true,
            why: "A token bucket that can't hold a whole packet delays or drops every packet of that size.",
            help: "make the burst at least as large as the MTU and the link header", source: "tc-tbf(8), tc-htb(8)", in: .trafficControl),
        DiagnosticRule(
            .shortBurst, "a burst is less than 100 µs of its rate", severity: .warning, isAcceptable: true,
            why:
                "A token bucket keeps no more credit than its burst. When the timer is late by more, the rest is lost, and the rate is not reached.",
            help: "give it a millisecond of the rate", source: "tc-tbf(8)", in: .trafficControl),
        DiagnosticRule(
            .quantumRange, "the kernel can't share spare bandwidth by a class's quantum", severity: .warning, isAcceptable: true,
            why:
                "htb's classes borrow by their quanta: the rate divided by r2q, held between 1000 and 200000 bytes. At the bounds, shares no longer follow the rates; below a packet, every turn sends one packet, whatever the quantum.",
            help: "set `quantum` of the classes, or htb's `rateToQuantum`", source: "net/sched/sch_htb.c htb_change_class",
            in: .trafficControl),
        DiagnosticRule(
            .duplicateQdisc, "two qdiscs in one place", why: "A parent has one qdisc; the second would replace the first.",
            help: "remove one, or attach it elsewhere", source: "net/sched/sch_api.c tc_modify_qdisc", in: .trafficControl),
        DiagnosticRule(
            .duplicateHandle, "a handle is used twice", why: "Handles identify qdiscs, classes, and filters.", help: "change one of them",
            source: "net/sched/sch_api.c, cls_api.c", in: .trafficControl),
        DiagnosticRule(
            .handleOutOfRange, "a handle is out of range",
            why: "Qdiscs and classes are numbered from 1 to 0xffff, u32 filters from 1 to 0xfff.",
            help: "take a number within the range", source: "include/uapi/linux/pkt_sched.h TC_H_MAKE", in: .trafficControl),
        DiagnosticRule(
            .classKind, "a class is of another kind than its qdisc", why: "A qdisc makes its own classes and takes no others.",
            help: "make the class of the qdisc's kind", source: "net/sched/sch_api.c tc_ctl_tclass", in: .trafficControl),
        DiagnosticRule(
            .qdiscAtInnerClass, "a qdisc is at a class with child classes",
            why: "Packets only wait at leaves; the kernel grafts a qdisc onto no inner class.",
            help: "attach the qdisc to the child classes",
            source: "net/sched/sch_htb.c htb_graft", in: .trafficControl),
        DiagnosticRule(
            .undefinedClass, "a filter or a default names a class that the qdisc does not have", isAcceptable: true,
            why: "Packets for it go out unshaped below htb, and are dropped below hfsc.", help: "make the class, or name another",
            source: "net/sched/sch_htb.c htb_classify", in: .trafficControl),
        DiagnosticRule(
            .optionRange, "an option does not fit the kernel's field",
            why: "Weir would have to send another value than the policy has.", help: "take a value within the range",
            source: "include/uapi/linux/pkt_sched.h", in: .trafficControl),
    ]

    static let filterRules: [DiagnosticRule] = [
        DiagnosticRule(
            .priorityConflict, "two filters of one priority differ in protocol or classifier",
            why: "A priority has one protocol and one classifier (EINVAL).", help: "give one of them another priority",
            source: "net/sched/cls_api.c tc_new_tfilter", in: .trafficControl),
        DiagnosticRule(
            .priorityZero, "a filter has priority 0", why: "The kernel reads 0 as no priority and picks one.",
            help: "leave it out, or take a number from 1 to 65535", source: "net/sched/cls_api.c tc_new_tfilter", in: .trafficControl),
        DiagnosticRule(
            .tooManyActions, "a filter has more than 32 actions", why: "The kernel keeps the first 32 and drops the rest silently.",
            help: "go on in another chain", source: "include/net/pkt_cls.h TCA_ACT_MAX_PRIO", in: .trafficControl),
        DiagnosticRule(
            .runsNowhere, "a filter has both skip_sw and skip_hw", why: "It would run neither in hardware nor in software.",
            help: "remove one of the flags", source: "include/net/pkt_cls.h tc_flags_valid", in: .trafficControl),
        DiagnosticRule(
            .tooManyPriorities, "a qdisc has more u32 priorities than the kernel has numbers for",
            why: "Each priority of u32 has a hash table, numbered from 0x800 to 0xffe.",
            help: "let filters share a priority: `priority: 1`",
            source: "net/sched/cls_u32.c gen_new_htid", in: .trafficControl),
        DiagnosticRule(
            .protocolByte, "a filter compares IPv4's protocol field in IPv6 packets", severity: .warning, isAcceptable: true,
            why:
                "Byte 9 of an IPv4 header is its protocol; in IPv6 it is part of the source address, as tc's `match ip protocol` does not tell.",
            help: "match `ip6.nexthdr`", source: "tc-u32(8)", in: .trafficControl),
        DiagnosticRule(
            .editOtherFamily, "a filter's action edits a header that its packets may not have", severity: .warning, isAcceptable: true,
            why:
                "pedit, nat and ct's nat write where the header of their family has the field. In a packet of another family this is another field.",
            help: "give the filter the protocol of that family", source: "net/sched/act_pedit.c pedit_skb_hdr_offset", in: .trafficControl),
        DiagnosticRule(
            .unboundBlock, "no qdisc binds a block of filters", why: "Its filters would see no packet.",
            help: "bind it: `Ingress(block: N)`",
            source: "tc(8), BLOCKS", in: .trafficControl),
        DiagnosticRule(
            .blockInTwoLinks, "two links define filters of one block",
            why: "The filters of a block belong to all links that bind it, so the two lists would be one.", help: "define them at one link",
            source: "tc(8), BLOCKS", in: .trafficControl),
    ]
}
