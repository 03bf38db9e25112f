from sessions.activities.check_round.urls import phone_of, staff_of

staff, phone = staff_of("aankomstrondje"), phone_of("aankomstrondje")
