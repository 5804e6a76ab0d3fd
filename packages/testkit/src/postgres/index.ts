/** PostgreSQL and PgBouncer for tests. Debian's packages must be there. */
export { type Cluster, type ClusterOptions, findBinaries, startCluster } from './cluster.ts'
export { startPgBouncer } from './pgbouncer.ts'
export { type Switch, startSwitch } from './switch.ts'
