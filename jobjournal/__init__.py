"""The job journal: what a person did to find work, in sentences that count as evidence; jobs, plan, appointments."""
