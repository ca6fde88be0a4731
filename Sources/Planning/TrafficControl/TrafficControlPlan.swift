import WeirModel

/// The plan from the live traffic control to the policy's: the differences, and the steps in their order, each with its inverse.
package struct TrafficControlPlan: Sendable, Hashable {
    package var differences: [TrafficControlDifference]
    package var steps: [TrafficControlStep]
    /// Objects on a link that the policy names, in places that it does not mention: left alone.
    package var foreign: [String]
    /// The reasons why the plan can't be carried out.
    package var obstacles: [Diagnostic]

    package init(
        differences: [TrafficControlDifference] = [], steps: [TrafficControlStep] = [], foreign: [String] = [], obstacles: [Diagnostic] = []
    ) { (self.differences, self.steps, self.foreign, self.obstacles) = (differences, steps, foreign, obstacles) }

    /// Links that the policy does not name are not touched.
    package init(desired: [LinkConfiguration], live: [LinkConfiguration]) {
        self.init()
        let blocks = SharedBlocks(desired)
        let (desired, live) = (blocks.atHome(desired), blocks.atHome(live))
        let liveByName = Dictionary(live.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        // A shared action is one for the whole namespace.
        var actions = SharedActions(live)
        for link in desired {
            guard let found = liveByName[link.name] else {
                differences.append(TrafficControlDifference(link: link.name, .link, .missing))
                obstacles.append(
                    Diagnostic(
                        .error, id: .noSuchLink, "link `\(link.name)` does not exist", help: "make the link first, or correct the name",
                        subject: .link(link.name), at: link.at.location))
                continue
            }
            var planner = LinkPlanner(desired: link, live: found, actions: actions)
            planner.run()
            actions = planner.actions
            differences += planner.differences
            steps += planner.steps
            foreign += planner.foreign
        }
    }

    package var isEmpty: Bool { steps.isEmpty && differences.isEmpty }
}

/// Something that is not as the policy asks.
package struct TrafficControlDifference: Sendable, Encodable, Hashable {
    package enum Change: String, Sendable, Codable, Hashable { case missing, extra, changed }
    /// An option with its desired and live values.
    package struct Field: Sendable, Codable, Hashable {
        package var name: String
        package var desired: String?
        package var live: String?

        package init(name: String, desired: String?, live: String?) { (self.name, self.desired, self.live) = (name, desired, live) }
    }

    /// The matches of a filter.
    package struct Matches: Sendable, Hashable {
        package var desired: [Statement]
        package var live: [Statement]
    }

    /// The subject of a difference.
    package enum Subject: Sendable {
        case object(TrafficControlObject)
        /// An object of which only the sort is known: `filter`.
        case some(String)
        /// The link itself.
        case link
    }

    package var link: String
    package var about: Subject
    package var change: Change
    package var fields: [Field]
    /// Where the policy has matches, they are compared instead of the classifier's options.
    package var matches: Matches?
    package var location: SourceLocation?

    /// The subject's name.
    package var subject: String {
        switch about {
        case .object(let object): object.name
        case .some(let sort): sort
        case .link: "link \(link)"
        }
    }

    package static func == (left: Self, right: Self) -> Bool {
        left.link == right.link && left.subject == right.subject && left.change == right.change && left.fields == right.fields
            && left.matches == right.matches
    }
    package func hash(into hasher: inout Hasher) {
        hasher.combine(link)
        hasher.combine(subject)
    }

    package init(
        link: String, _ about: Subject, _ change: Change, fields: [Field] = [], matches: Matches? = nil, at location: SourceLocation? = nil
    ) { (self.link, self.about, self.change, self.fields, self.matches, self.location) = (link, about, change, fields, matches, location) }

    /// The same with the matches as one of the fields.
    package func spelled(_ words: ([Statement]) -> String) -> Self {
        guard let matches else { return self }
        var copy = self
        copy.fields.insert(Field(name: "matches", desired: words(matches.desired), live: words(matches.live)), at: 0)
        copy.matches = nil
        return copy
    }

    private enum CodingKeys: CodingKey { case link, subject, change, fields, location }
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(link, forKey: .link)
        try container.encode(subject, forKey: .subject)
        try container.encode(change, forKey: .change)
        try container.encode(fields, forKey: .fields)
        try container.encodeIfPresent(location, forKey: .location)
    }

    /// `link eth0: class htb 1:10: rate 10mbit, is 20mbit`.
    package var description: String {
        let what =
            switch change {
            case .missing: "missing"
            case .extra: "not in the policy"
            case .changed where fields.isEmpty: "differs"
            case .changed: fields.map { "\($0.name) \($0.desired ?? "unset"), is \($0.live ?? "unset")" }.joined(separator: "; ")
            }
        return "link \(link): \(subject): \(what)"
    }
}

extension TrafficControlPlan {
    /// As people read it: a line for each difference, then the steps.
    package var text: String {
        var lines = differences.map(\.description)
        if !steps.isEmpty {
            lines.append("steps:")
            for step in steps { lines.append("  \(step.link): \(step.description)" + (step.impact.map { " (\($0))" } ?? "")) }
        }
        lines += foreign.map { "left alone: \($0)" }
        return lines.map { OutputLine($0).text + "\n" }.joined()
    }
}
