import WeirModel

/// Lowers the author's terms of random early detection to the kernel's numbers, and collects their problems.
struct REDLowering {
    private(set) var problems: [Diagnostic] = []

    /// The same qdisc with numbers; `nil` if it has them already.
    mutating func lowered(_ qdisc: Qdisc) -> Qdisc? {
        guard let options = lowered(qdisc.options, at: qdisc.at) else { return nil }
        var copy = qdisc
        copy.options = Qdisc.Options(options)
        return copy
    }

    private mutating func lowered(_ options: Qdisc.Options, at place: Located) -> (any TrafficOptions)? {
        if var red = options.as(Qdisc.RED.self) {
            return lower(&red.parameters, "red", at: place) ? red : nil
        } else if var choke = options.as(Qdisc.Choke.self) {
            return lower(&choke.parameters, "choke", at: place) ? choke : nil
        } else if var sfq = options.as(Qdisc.SFQ.self), var flow = sfq.red {
            guard lower(&flow, "sfq's flow", at: place) else { return nil }
            sfq.red = flow
            return sfq
        } else if var gred = options.as(Qdisc.GRED.self) {
            var isChanged = false
            for index in gred.virtualQueues.indices {
                let words = "virtual queue \(gred.virtualQueues[index].index) of gred"
                if lower(&gred.virtualQueues[index].parameters, words, at: place) { isChanged = true }
            }
            return isChanged ? gred : nil
        }
        return nil
    }

    /// - Parameter place: the location of the qdisc, for terms without one.
    private mutating func lower(_ parameters: inout REDParameters, _ what: String, at place: Located) -> Bool {
        guard let intent = parameters.intent else { return false }
        let place = intent.at.location == nil ? place : intent.at
        func found(_ severity: Diagnostic.Severity, _ id: Diagnostic.ID, _ message: String, help: String?) {
            problems.append(Diagnostic(severity, id: id, message, help: help, at: place.location))
        }
        if parameters != REDParameters(intent) {
            found(.error, .red, "\(what) has both terms of tc and numbers of the kernel", help: "remove one of them")
        }
        do throws(REDIntent.Problem) {
            parameters = try intent.parameters()
            if parameters.ewmaLog >= REDIntent.doubtfulLog {
                found(
                    .warning, .redBurst,
                    "the burst of \(what) seems too large: each packet moves the average by only 2^-\(parameters.ewmaLog) of the difference",
                    help: "tc warns of it as well, from 2^-\(REDIntent.doubtfulLog) on: lower `burst`")
            }
        } catch {
            parameters = REDParameters()
            found(.error, .red, "\(what): \(error.message)", help: error.help)
        }
        return true
    }
}
