import Foundation
import HTTP
import Postgres
import Testing

@testable import Bookings

/// Random steps of several keys, one after the other and at once, against the model. `VEXAR_SEED` repeats a run (but
/// for the order in which those at once arrive), `VEXAR_LONG=1` makes it ten times as long.
@Suite(.serialized) struct RandomStepsTests {
    @Test func everyAnswerIsTheModels() throws {
        let environment = ProcessInfo.processInfo.environment
        let seed = environment["VEXAR_SEED"].flatMap(UInt64.init) ?? UInt64.random(in: 0...UInt64.max)
        print("random steps: VEXAR_SEED=\(seed)")
        let count = environment["VEXAR_LONG"] == "1" ? 2_000 : 200
        var run = try RandomRun(seed: seed, days: count / 60)
        for number in 1...count {
            if number % 8 == 0 { try run.rush() } else { try run.step() }
            if number % (count / 10) == 0 { try run.check() }
        }
        try run.checkFeeds()
    }
}

/// One run: a salon, its model, and what has been seen on the way.
struct RandomRun {
    private let seed: UInt64
    private let profile: TestProfile
    private let audit: BookingAudit
    private let apis: [String: TestAPI]
    private var steps: RandomSteps
    private var model: BookingModel
    private var done = 0
    private var checkpoints: [BookingAudit.Checkpoint] = []

    /// Bookings begin from yesterday on, over so many days: few enough for them to meet.
    init(seed: UInt64, days: Int) throws {
        self.seed = seed
        profile = try TestProfile()
        let salon = try ModelSalon(profile)
        let yesterday = Int(Date().timeIntervalSince1970) / 86_400 - 1
        steps = RandomSteps(
            salon: salon, days: yesterday...(yesterday + days), random: SeededGenerator(seed: seed))
        model = BookingModel(salon: salon)
        apis = try Dictionary(uniqueKeysWithValues: salon.speakers.map { ($0.key, try TestAPI(key: $0.key)) })
        audit = BookingAudit(profile: profile, salon: salon, apis: apis)
    }

    private var bookings: [ModelBooking] { model.bookings.values.sorted { $0.id < $1.id } }

    /// One request after the other: every answer is known beforehand.
    mutating func step() throws {
        let step = steps.next(bookings)
        done += 1
        let api = try #require(apis[step.speaker.key])
        let (before, ts) = (model.bookings, try api.poll())
        let answer = try step.send(by: api)
        let outcome = model.perform(step, newID: answer.status == 201 ? try answer.bookingID() : nil)
        let problems = Self.problems(answer, outcome, step, before)
        try #require(problems.isEmpty, "VEXAR_SEED=\(seed), step \(done), \(step): \(problems) \(answer.text)")
        let hasChanged = model.bookings != before
        try #require(try (api.poll() > ts) == hasChanged, "VEXAR_SEED=\(seed), step \(done), \(step): the clock")
    }

    /// Four at once: some order of them must explain all their answers.
    mutating func rush() throws {
        let rush = (0..<4).map { _ in steps.next(bookings) }
        done += 1
        let answers = try Race.run(keys: rush.map(\.speaker.key)) { api, number in try rush[number].send(by: api) }
        let explanation = Self.orders(of: rush.count).lazy.compactMap { [model] order in
            Self.explain(answers, rush, in: order, from: model)
        }.first
        let answered = answers.map { "\($0.status) \($0.code ?? "")" }
        model = try #require(explanation, "VEXAR_SEED=\(seed), step \(done), at once: \(rush) \(answered)")
    }

    private static func explain(
        _ answers: [TestAnswer], _ steps: [RandomStep], in order: [Int], from model: BookingModel
    ) -> BookingModel? {
        var model = model
        for number in order {
            let before = model.bookings
            let newID = answers[number].status == 201 ? answers[number].number("id") : nil
            let outcome = model.perform(steps[number], newID: newID)
            guard problems(answers[number], outcome, steps[number], before).isEmpty else { return nil }
        }
        return model
    }

    private static func orders(of count: Int) -> [[Int]] {
        guard count > 0 else { return [[]] }
        return orders(of: count - 1).flatMap { order in
            (0...order.count).map { place in Array(order[..<place]) + [count - 1] + Array(order[place...]) }
        }
    }

    /// How an answer differs from what it should be.
    private static func problems(
        _ answer: TestAnswer, _ outcome: BookingModel.Outcome, _ step: RandomStep, _ before: [Int64: ModelBooking]
    ) -> [String] {
        switch outcome {
        case .done(let status, let booking):
            return answer.status == status ? booking.differences(from: answer.booking) : ["not \(status)"]
        case .refused(let status, let code):
            guard answer.status == status, answer.code == code else { return ["not \(status) \(code)"] }
            guard let shown = answer.booking, let id = shown["id"]?.integer else { return [] }
            return before[id]?.differences(from: shown) ?? ["shows a booking that is not there"]
        }
    }

    /// Everything that can be seen, against the model.
    mutating func check() throws {
        let problems = try audit.problems(bookings)
        try #require(problems.isEmpty, "VEXAR_SEED=\(seed), after step \(done): \(problems)")
        checkpoints += try audit.checkpoints()
    }

    /// From every point on the way the feed of changes leads to where things are now.
    func checkFeeds() throws {
        let now = try audit.checkpoints()
        for (number, checkpoint) in checkpoints.enumerated() {
            // Four keys and three lengths: each key has pages of each length.
            let limit = [1, 7, 200][number % 3]
            let rebuilt = try audit.follow(checkpoint, limit: limit)
            let wanted = now.first { $0.key == checkpoint.key }?.bookings
            try #require(rebuilt == wanted, "VEXAR_SEED=\(seed), changed_since=\(checkpoint.ts), limit \(limit)")
        }
    }
}
