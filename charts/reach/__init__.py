"""What the page that plans outreach shows: whom to reach, a floor, venues, a plan, a call sheet."""
