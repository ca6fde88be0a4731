/// Whether something is there.
public struct Presence: NumericValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    public static var exists: Presence { Presence(named: "exists") }
    public static var missing: Presence { Presence(named: "missing") }
}

/// A day of the week.
public struct Day: NumericValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    public static var sunday: Day { Day(named: "Sunday") }
    public static var monday: Day { Day(named: "Monday") }
    public static var tuesday: Day { Day(named: "Tuesday") }
    public static var wednesday: Day { Day(named: "Wednesday") }
    public static var thursday: Day { Day(named: "Thursday") }
    public static var friday: Day { Day(named: "Friday") }
    public static var saturday: Day { Day(named: "Saturday") }
}
