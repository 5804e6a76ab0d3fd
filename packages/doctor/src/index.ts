/** The connection doctor: checks, verdict, fixes and reports. Runs in browsers and in Node alike; see `./node`, `./browser`. */
export { type Check, type IdleWatch, type Line, newIdleWatch, type Target } from './checks/check.ts'
export { checks, type RunCheckId, tell } from './checks/index.ts'
export { probeChannel } from './checks/publication.ts'
export {
  type Answer,
  type AppEvidence,
  type CheckId,
  checkIds,
  type Evidence,
  type NetworkFailure,
  type PageEvidence,
} from './evidence.ts'
export { fixes } from './fixes/index.ts'
export type { ProxyFix } from './fixes/proxy-fix.ts'
export { type ProxyName, proxyNames } from './fixes/proxy-name.ts'
export type { Probe } from './probe.ts'
export { alternatively } from './report/alternatively.ts'
export { type CheckLine, checkLines, snippetOf } from './report/describe.ts'
export { jsonReport } from './report/json-report.ts'
export { redact } from './report/redact.ts'
export { type Paint, textReport } from './report/text-report.ts'
export { ticketText } from './report/ticket-text.ts'
export { type RunOptions, runChecks } from './run-checks.ts'
export type { ConnectionEnd, LiveEcho, LiveProbe, LiveReport, TimedHandshake } from './server-answers.ts'
export { readCredentials, readTarget } from './target.ts'
export { type CauseId, causes, type Hop, hops } from './verdict/causes.ts'
export { type Diagnosis, diagnose } from './verdict/compare.ts'
export type { Confidence, Finding } from './verdict/finding.ts'
export type { MiddleTier } from './verdict/middle-tier.ts'
export { type Verdict, verdictOf } from './verdict/verdict.ts'
