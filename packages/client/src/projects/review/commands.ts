/** The command that decides in a review. */
import type { DecidedReviews, DecideReview, DecideReviews, Id, Review } from '@copydesk/contract'
import type { Api } from '../../api.ts'
import type { CommandOutcome, CommandRunner } from '../../live/command-runner.ts'

/** What is reviewed: an item of a project, or a version. */
export type Reviewed = { projectId: Id; itemId: Id } | { contentId: Id; versionId: Id }

export interface ReviewCommands {
  decideReview(reviewed: Reviewed, decision: DecideReview): Promise<CommandOutcome<Review>>
  /** One decision about many, all or nothing. */
  decideReviews(decision: DecideReviews): Promise<CommandOutcome<DecidedReviews>>
}

export function createReviewCommands(api: Api, { run }: CommandRunner): ReviewCommands {
  return {
    decideReviews: (decision) => run((commandId) => api.review.decideMany(decision, { commandId })),
    decideReview: (reviewed, decision) =>
      run((commandId) =>
        'itemId' in reviewed
          ? api.review.decideItem(reviewed.projectId, reviewed.itemId, decision, { commandId })
          : api.review.decideVersion(reviewed.contentId, reviewed.versionId, decision, { commandId }),
      ),
  }
}
