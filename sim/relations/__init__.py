"""What stands between the capitals: hostility, fatigue, fear, mediation, coercion, cohesion, friction."""
