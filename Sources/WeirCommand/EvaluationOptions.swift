import ArgumentParser
import PolicyEvaluation

/// How a policy in Swift is compiled and run.
struct EvaluationOptions: ParsableArguments {
    @Flag(help: "Compile and run the policy even if this machine cannot confine it. For your own policies only.")
    var allowUnconfined = false

    var evaluator: PolicyEvaluator { PolicyEvaluator(allowUnconfined: allowUnconfined) }
}
