import Foundation
import Tags
import Testing

/// Policies that try to get out, by everything that is known to have been tried elsewhere: each is refused, in words, and leaves nothing behind.
@Suite("Escapes", .tags(.kernel)) struct EscapeTests {
    @Test(arguments: Attacked.possible, RunEscapes.all)
    func whileItRuns(as user: Attacked, _ escape: Escape) throws { try escape.attempt(as: user) }

    @Test(arguments: Attacked.possible, BuildEscapes.all)
    func whileItIsBuilt(as user: Attacked, _ escape: Escape) throws { try escape.attempt(as: user) }
}
