/** AWS Application Load Balancer: WebSockets work by themselves; the idle time-out and health check are settings. */
import type { ProxyFix } from './proxy-fix.ts'

export const awsAlb: ProxyFix = {
  title: 'AWS Application Load Balancer',
  snippet: `# The target group must be HTTP or HTTPS with protocol version HTTP1: with HTTP2 or gRPC there are no WebSockets.
# Silence is allowed for 60 s by default; Copydesk pings every 25 s. A little more room:
aws elbv2 modify-load-balancer-attributes --load-balancer-arn "$ALB" --attributes Key=idle_timeout.timeout_seconds,Value=120
# Health check and a calm stop; sticky sessions are not needed:
aws elbv2 modify-target-group --target-group-arn "$TG" --health-check-path /readyz
aws elbv2 modify-target-group-attributes --target-group-arn "$TG" --attributes Key=deregistration_delay.timeout_seconds,Value=30
# Copydesk runs with COPYDESK_PUBLIC_URL=https://desk.example and COPYDESK_TRUST_PROXY set to the subnets of the load balancer.
`,
}
