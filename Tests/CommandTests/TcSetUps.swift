/// What stock tc makes, a set-up for each group of kinds and options.
enum TcSetUps {
    private typealias SetUp = TcFormatTests.SetUp

    static let all = qdiscs + classful + filters + actions

    private static let qdiscs: [TcFormatTests.SetUp] = [
        SetUp("fifos", "qdisc add dev one root pfifo limit 77", "qdisc add dev two root handle 5: bfifo limit 7000"),
        SetUp("pfifo_head_drop and pfifo_fast", "qdisc add dev one root pfifo_head_drop limit 9", "qdisc add dev two root handle 3: pfifo_fast"),
        SetUp(
            "tbf", "qdisc add dev one root tbf rate 1mbit burst 10kb latency 70ms peakrate 2mbit minburst 1540",
            "qdisc add dev two root tbf rate 40gbit burst 1mb limit 4mb overhead 8 linklayer atm"),
        SetUp(
            "sfq", "qdisc add dev one root sfq perturb 10 quantum 3000 limit 100 flows 64",
            "qdisc add dev two root sfq limit 3000 flows 512 divisor 16384 redflowlimit 100000 min 8000 max 60000 probability 0.20 ecn headdrop"),
        SetUp(
            "red and choke", "qdisc add dev one root red limit 400000 min 30000 max 90000 avpkt 1000 burst 55 ecn adaptive bandwidth 10mbit",
            "qdisc add dev two root choke limit 1000 bandwidth 10mbit min 83 max 250 burst 120 probability 0.03"),
        SetUp(
            "gred", "qdisc add dev one root handle 1: gred setup vqs 3 default 1 grio limit 200000",
            "qdisc change dev one root handle 1: gred vq 1 limit 60000 min 10000 max 30000 burst 20 avpkt 1000 bandwidth 10mbit probability 0.02 prio 4",
            "qdisc add dev two root handle 2: gred setup vqs 2 default 0 ecn"),
        SetUp(
            "codel and fq_codel", "qdisc add dev one root codel limit 50 target 3ms interval 70ms ecn ce_threshold 2ms",
            "qdisc add dev two root fq_codel flows 64 quantum 300 target 7ms noecn memory_limit 4mb drop_batch 5 ce_threshold 1ms ce_threshold_selector 1/3"),
        SetUp(
            "fq", "qdisc add dev one root fq maxrate 10mbit buckets 256 flow_limit 50 refill_delay 20ms ce_threshold 5ms horizon 2s horizon_cap nopacing orphan_mask 511",
            "qdisc add dev two root fq quantum 9000 initial_quantum 30000 low_rate_threshold 1mbit timer_slack 5us limit 2000"),
        SetUp(
            "pie and fq_pie", "qdisc add dev one root pie limit 100 target 20ms tupdate 30ms alpha 3 beta 25 ecn bytemode dq_rate_estimator",
            "qdisc add dev two root fq_pie flows 128 quantum 2000 memory_limit 2mb ecn_prob 20 ecn target 10ms"),
        SetUp(
            "cake", "qdisc add dev one root cake bandwidth 20mbit diffserv4 dual-srchost nat wash ack-filter rtt 50ms ptm overhead 30 mpu 68 memlimit 5mb fwmark 0xff",
            "qdisc add dev two root cake unlimited besteffort flowblind no-split-gso ingress raw"),
        SetUp(
            "hhf and sfb", "qdisc add dev one root hhf limit 99 quantum 3000 hh_limit 64 reset_timeout 80ms evict_timeout 2s non_hh_weight 3",
            "qdisc add dev two root sfb target 20 max 30 increment 0.001 decrement 0.0002 limit 200 penalty_rate 5 rehash 90000 db 7000"),
        SetUp(
            "netem", "qdisc add dev one root netem limit 500 delay 100ms 10ms 25% distribution normal loss random 0.3% 25% duplicate 1% corrupt 0.1% reorder 25% 50% gap 5 rate 5mbit 20 100 5",
            "qdisc add dev two root netem delay 10us loss gemodel 1% 10% 70% 0.1% ecn slot 800us 1ms packets 5 bytes 3000"),
        SetUp("netem's states and slots", "qdisc add dev one root netem loss state 1% 90% 2% 80% 0.5%", "qdisc add dev two root netem delay 1ms rate 40gbit"),
        SetUp("size tables", "qdisc add dev one root stab overhead 24 mpu 84 mtu 4000 tsize 256 linklayer atm pfifo", "qdisc add dev two root handle 1: stab overhead -4 linklayer ethernet pfifo"),
        SetUp("plug, skbprio, blackhole", "qdisc add dev one root skbprio limit 50", "qdisc add dev two root blackhole"),
        SetUp("etf and cbs", "qdisc add dev one root etf clockid CLOCK_TAI delta 300000 skip_sock_check", "qdisc add dev two root cbs idleslope 98688 sendslope -901312 hicredit 153 locredit -1389"),
        SetUp("mq and multiq", "qdisc add dev one root handle 1: mq", "qdisc add dev one parent 1:2 handle 2: sfq perturb 5", "qdisc add dev two root handle 1: multiq"),
        SetUp(
            "mqprio", "qdisc add dev one root handle 1: mqprio num_tc 3 map 2 2 1 0 2 2 2 2 2 2 2 2 2 2 2 2 queues 1@0 1@1 2@2 hw 0",
            "qdisc add dev one parent 1:3 handle 3: fq_codel"),
        SetUp(
            "taprio",
            "qdisc add dev one root handle 1: taprio num_tc 3 map 2 2 1 0 2 2 2 2 2 2 2 2 2 2 2 2 queues 1@0 1@1 2@2 base-time 1000000000 cycle-time 1000000 sched-entry S 01 300000 sched-entry S 02 300000 sched-entry S 04 400000 clockid CLOCK_TAI"
        ),
    ]

    private static let classful: [TcFormatTests.SetUp] = [
        SetUp(
            "htb", "qdisc add dev one root handle 1: htb default 20 r2q 20", "class add dev one parent 1: classid 1:1 htb rate 950mbit",
            "class add dev one parent 1:1 classid 1:10 htb rate 300mbit ceil 950mbit burst 100k cburst 90k quantum 20000 prio 1",
            "class add dev one parent 1:1 classid 1:20 htb rate 12345678bit ceil 40gbit overhead 24 mpu 84 linklayer atm",
            "qdisc add dev one parent 1:10 handle 10: sfq perturb 3", "qdisc add dev one parent 1:20 pfifo limit 30"),
        SetUp(
            "hfsc", "qdisc add dev one root handle 1: hfsc default 2", "class add dev one parent 1: classid 1:1 hfsc sc m1 5mbit d 10ms m2 2mbit ul m2 8mbit",
            "class add dev one parent 1:1 classid 1:2 hfsc ls m2 1mbit", "class add dev one parent 1:1 classid 1:3 hfsc rt m1 3mbit d 5ms m2 1mbit ls m2 4mbit"),
        SetUp(
            "drr and qfq", "qdisc add dev one root handle 1: drr", "class add dev one parent 1: classid 1:1 drr quantum 3000", "class add dev one parent 1: classid 1:2 drr",
            "qdisc add dev two root handle 1: qfq", "class add dev two parent 1: classid 1:1 qfq weight 10 maxpkt 2000"),
        SetUp(
            "ets and prio", "qdisc add dev one root handle 1: ets bands 5 strict 2 quanta 4000 3000 2000 priomap 4 3 2 1 0",
            "qdisc add dev two root handle 1: prio bands 4 priomap 1 2 3 0 1 2 3 0 1 1 1 1 1 1 1 1", "qdisc add dev two parent 1:3 handle 30: tbf rate 1mbit burst 5kb limit 10kb"),
    ]

    private static let filters: [TcFormatTests.SetUp] = [
        SetUp(
            "u32", "qdisc add dev one root handle 1: htb", "class add dev one parent 1: classid 1:1 htb rate 1mbit",
            "filter add dev one parent 1: pref 5 protocol ip handle 1: u32 divisor 256",
            "filter add dev one parent 1: pref 5 protocol ip handle 1:2a:3 u32 ht 1:2a: match ip src 10.0.0.42 match ip dport 80 0xffff flowid 1:1",
            "filter add dev one parent 1: pref 5 protocol ip u32 match ip src 10.0.0.0/8 link 1: hashkey mask ff at 12",
            "filter add dev one parent 1: pref 6 protocol ip u32 match u8 6 0xff at 9 offset at 0 mask 0f00 shift 6 plus 0 eat link 1:",
            "filter add dev one parent 1: pref 7 protocol all u32 match u32 0 0 flowid 1:1"),
        SetUp(
            "fw, route, flow", "qdisc add dev one root handle 1: htb", "class add dev one parent 1: classid 1:1 htb rate 1mbit",
            "filter add dev one parent 1: pref 1 handle 6/0xff fw classid 1:1", "filter add dev one parent 1: pref 2 handle 0x9 fw classid 1:1 indev two",
            "filter add dev one parent 1: pref 3 protocol ip route to 5 from 3 classid 1:1", "filter add dev one parent 1: pref 4 protocol ip route fromif two classid 1:1",
            "filter add dev one parent 1: pref 5 handle 2 flow hash keys src,dst,proto-dst divisor 16 baseclass 1:1 perturb 20",
            "filter add dev one parent 1: pref 6 handle 3 flow map key dst and 0xff addend -10 baseclass 1:1"),
        SetUp(
            "basic and cgroup", "qdisc add dev one root handle 1: htb", "class add dev one parent 1: classid 1:1 htb rate 1mbit",
            "filter add dev one parent 1: pref 1 basic match 'cmp(u16 at 2 layer transport mask 0xff trans gt 5) and not (u32(u32 0x6 0xff at 8) or nbyte(\"ab c\" at 0 layer 1))' classid 1:1",
            "filter add dev one parent 1: pref 2 basic match 'meta(nf_mark mask 0xff gt 24) or meta(priority lt 5)' classid 1:1",
            "filter add dev one parent 1: pref 3 handle 1 cgroup match 'meta(pkt_len lt 100)' action pass", "filter add dev one parent 1: pref 4 basic match 'meta(pkt_len lt 100)' classid none"),
        SetUp(
            "bpf and matchall", "qdisc add dev one clsact",
            "filter add dev one ingress pref 1 bpf bytecode '4,40 0 0 12,21 0 1 2048,6 0 0 262144,6 0 0 0' direct-action",
            "filter add dev one egress pref 2 protocol all matchall skip_hw action mirred egress mirror dev two",
            "filter add dev one egress pref 3 protocol ip matchall skip_hw action drop skip_hw"),
        SetUp(
            "flower's addresses and ports", "qdisc add dev one clsact",
            "filter add dev one ingress pref 1 protocol ip flower dst_mac 02:00:00:00:00:01 src_mac 02:00:00:00:00:00/ff:ff:00:00:00:00 ip_proto tcp src_ip 10.1.2.3/8 dst_port 80 src_port 10-20 tcp_flags 0x2/0x17 ip_tos 0x10/0xfc ip_ttl 64 ip_flags nofrag/firstfrag action drop",
            "filter add dev one ingress pref 2 protocol ipv6 flower verbose ip_proto icmpv6 type 128 code 0 dst_ip 2001:db8::/32 skip_hw",
            "filter add dev one egress pref 3 chain 7 protocol ip flower ip_proto sctp dst_port 80/0xfff0 action pass", "filter add dev one egress pref 4 flower indev two"),
        SetUp(
            "flower's tags, labels and connections", "qdisc add dev one clsact",
            "filter add dev one ingress pref 1 protocol 802.1Q flower vlan_id 5 vlan_prio 3 vlan_ethtype 802.1q cvlan_id 7 cvlan_prio 1 cvlan_ethtype ip dst_ip 10.0.0.1",
            "filter add dev one ingress pref 2 protocol mpls_uc flower mpls_label 5 mpls_tc 1 mpls_bos 1 mpls_ttl 9",
            "filter add dev one ingress pref 3 protocol mpls_uc flower mpls lse depth 1 label 5 lse depth 2 bos 1",
            "filter add dev one ingress pref 4 protocol ip flower ct_state +trk+est-new ct_zone 4 ct_mark 0x5/0xff ct_label 00112233445566778899aabbccddeeff/ffff0000000000000000000000000000",
            "filter add dev one ingress pref 5 protocol arp flower arp_sip 10.0.0.0/24 arp_tip 10.0.0.9 arp_op request arp_sha 02:00:00:00:00:01"),
        SetUp(
            "flower's tunnels", "qdisc add dev one clsact",
            "filter add dev one ingress pref 1 protocol ip flower enc_key_id 42 enc_src_ip 10.0.0.1 enc_dst_ip 10.0.0.0/24 enc_dst_port 4789 enc_tos 16 enc_ttl 64 geneve_opts 0102:80:00112233,0103:81:aabbccdd/ffff:ff:ffff0000",
            "filter add dev one ingress pref 2 protocol ip flower enc_src_ip 2001:db8::1 vxlan_opts 7/255", "filter add dev one ingress pref 3 protocol ip flower erspan_opts 2:0:1:7"),
        SetUp(
            "blocks, chains and templates", "qdisc add dev one ingress_block 22 egress_block 23 clsact", "qdisc add dev two ingress_block 22 clsact",
            "chain add block 22 chain 5 protocol ip flower dst_ip 0.0.0.0/16", "chain add block 22 chain 6 protocol 802.1q flower vlan_id 0 vlan_ethtype ip dst_ip 0.0.0.0/24",
            "filter add block 22 chain 5 pref 1 protocol ip flower dst_ip 10.5.0.0/16 action drop",
            "filter add block 22 pref 1 protocol ip flower ip_proto udp action goto chain 5", "filter add block 23 pref 3 matchall action pass",
            "filter add block 23 pref 4 protocol ipv6 u32 match mark 3 0xff action drop"),
    ]

    private static func matching(_ name: String, _ actions: String...) -> TcFormatTests.SetUp {
        var setUp = TcFormatTests.SetUp(name)
        setUp.commands = ["qdisc add dev one clsact"] + actions.enumerated().map { "filter add dev one ingress pref \($0 + 1) matchall action \($1)" }
        return setUp
    }

    private static let actions: [TcFormatTests.SetUp] = [
        matching(
            "verdicts", "drop", "pass random netrand drop 100", "reclassify", "continue index 7", "goto chain 9", "pipe cookie aabbcc action trap cookie dd", "jump 1 action pass action drop",
            "pass hw_stats disabled",
            "drop no_percpu"),
        matching(
            "police", "police rate 1mbit burst 10kb conform-exceed drop/pipe", "police rate 1mbit burst 10kb peakrate 3mbit mtu 2kb reclassify", "police pkts_rate 1000 pkts_burst 200 drop",
            "police rate 40gbit burst 1mb overhead 20 linklayer atm mpu 64 conform-exceed goto chain 3", "police mtu 1500 drop"),
        matching("mirred and sample", "mirred egress redirect dev two", "mirred ingress mirror dev two pipe", "mirred ingress redirect dev two index 9", "sample rate 12 group 4 trunc 1024"),
        matching(
            "edits", "pedit munge offset 0 u8 set 0xaa pipe", "pedit ex munge ip ttl dec munge tcp dport set 80 munge ip src set 10.1.2.3 pipe",
            "pedit ex munge eth dst set 02:00:00:00:00:01 munge eth src set 02:00:00:00:00:02 pipe",
            "pedit ex munge ip6 dst set 2001:db8::1 munge ip6 hoplimit add 3 pipe", "pedit ex munge ip6 traffic_class set 0 retain 0x3 pipe", "pedit ex munge ip6 traffic_class set 0xb8 pipe",
            "pedit munge offset 12 u32 at 0 0f 2 set 7 retain 0xff pipe", "pedit munge ip tos invert pipe",
            "skbedit queue_mapping 3 priority 1:10 mark 7/0xff ptype host inheritdsfield", "skbmod set dmac 02:00:00:00:00:01 etype 0x800", "skbmod swap mac"),
        matching(
            "tags and tunnels", "vlan push id 12 protocol 802.1ad priority 3", "vlan modify id 5", "vlan pop", "vlan push_eth dst_mac 02:00:00:00:00:01 src_mac 02:00:00:00:00:02",
            "mpls push protocol mpls_uc label 77 tc 2 ttl 64 bos 1",
            "mpls pop protocol ip", "mpls modify label 5", "mpls dec_ttl", "tunnel_key set src_ip 10.0.0.1 dst_ip 10.0.0.2 id 42 dst_port 4789 tos 16 ttl 64 nocsum geneve_opts 0102:80:00112233",
            "tunnel_key set src_ip 2001:db8::1 dst_ip 2001:db8::2 id 7 vxlan_opts 5", "tunnel_key unset"),
        matching(
            "connections and the rest", "ct commit zone 5 mark 0x1/0xf nat src addr 192.0.2.1-192.0.2.9 port 1000-2000", "ct nat pipe", "ct clear",
            "ct commit force label 00112233445566778899aabbccddeeff", "ctinfo dscp 0xfc000000 0x1000000 cpmark 0xff zone 3",
            "connmark zone 9", "nat egress 10.0.0.0/8 192.0.2.1", "csum ip4h and tcp and udp", "ife encode type 0xed3e dst 02:00:00:00:00:01 allow mark use prio 5", "ife decode pipe",
            "simple sdata \"a word\"",
            "gate priority 2 clockid CLOCK_TAI base-time 200 sched-entry open 1000 3 -1 sched-entry close 2000", "bpf bytecode '1,6 0 0 4294967295'"),
    ]
}
